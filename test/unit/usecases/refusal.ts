import { expect } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.ts';

/** An error of that code, and what is told with it. */
export const refusal = (code: ErrorCode, told: { readonly detail?: string; readonly path?: string } = {}): unknown =>
  expect.objectContaining({ code, ...told });
