/** Sends the focus to the first filter of the journal that is shown. */
export const toFilters = (): void => document.querySelector<HTMLElement>('.journal-filters :is(input, button)')?.focus();
