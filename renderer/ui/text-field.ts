/** Whether keys typed there are text: a letter is no command. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type)) ||
  (target instanceof HTMLElement && target.isContentEditable);
