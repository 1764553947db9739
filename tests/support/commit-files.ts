/** The files that `programs/commit-changes.ts` changes and makes; imported by tests and by the program itself. */
export const oldItem = 'plan/items/05 ā.yaml';
export const newItem = 'plan/items/29.yaml';
export const pdf = 'plan/evidence/2026/minute.pdf';
export const pdfBytes = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0, 0xff, 0x0a]);

/** Which of them: `all`, the two new ones (`created`), or none, where a commit has its `message` alone. */
export type Scope = 'all' | 'created' | 'message';
