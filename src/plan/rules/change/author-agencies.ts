/** Which agencies the author of a change represents. */
export interface Representation {
  /** Ids of agencies. */
  agencies: readonly string[];
  /** The author, such as "Tom Hill <tom@police.govt.nz>"; null where `--agency` names the agencies. */
  author: string | null;
}
