/** What is said where there is nothing to draw. */
export const noItems = 'There are no items to show.';
