import type { KeyboardEvent } from 'react';

const REACHED = 'button:not(:disabled), input';
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * A toolbar is one stop (WAI-ARIA): arrows go from a tool to the next, the Tab key leaves it from any of them. React
 * Aria's own gives the focus back to the last tool, a pressed one too.
 */
export function onToolbarKey(event: KeyboardEvent<HTMLElement>): void {
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>(REACHED)];
  const at = tools.findIndex((tool) => tool === event.target);
  if (at === -1) return;
  // The browser goes on from the end.
  if (event.key === 'Tab') tools.at(event.shiftKey ? 0 : -1)?.focus();
  const step = event.target instanceof HTMLInputElement ? undefined : STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  tools.at((at + step) % tools.length)?.focus();
}
