import type { ReactNode } from 'react';
import { common } from '../text/common.ts';

/**
 * What the support asks for, behind « Détail »: the raw code, and what was met.
 * @param of what it is about, read aloud where several stand side by side. @param children before the code.
 */
export function Detail({
  code,
  detail = null,
  of,
  children,
}: {
  readonly code: string;
  readonly detail?: string | null | undefined;
  readonly of?: string;
  readonly children?: ReactNode;
}) {
  return (
    <details className="detail">
      <summary aria-label={of === undefined ? undefined : `${common.detail}, ${of}`}>{common.detail}</summary>
      {children}
      <code>{code}</code>
      {detail === null ? null : <code>{detail}</code>}
    </details>
  );
}
