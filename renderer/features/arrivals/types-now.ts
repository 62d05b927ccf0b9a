import { isTextField } from '../../ui/text-field.ts';

/** Whether somebody is typing, or a dialog waits for them. */
export const typesNow = (): boolean => isTextField(document.activeElement) || document.querySelector('[role=dialog]') !== null;
