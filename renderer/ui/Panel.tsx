import type { ReactNode } from 'react';

/** A white card with a heading; `aside` sits at the right of the heading. */
export function Panel({
  title,
  note,
  aside,
  children,
  flush = false,
  fill = false,
  level = 2,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** No padding around the content: grids. */
  readonly flush?: boolean;
  /** Takes the height that is left and scrolls inside. */
  readonly fill?: boolean;
  readonly level?: 1 | 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <section className="panel" data-fill={fill || undefined} aria-label={title}>
      <header className="panel-head">
        <Heading>{title}</Heading>
        {note === undefined ? null : <span className="panel-note">{note}</span>}
        {aside === undefined ? null : <div className="panel-aside">{aside}</div>}
      </header>
      <div className="panel-body" data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}

/** While an answer is awaited. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <p className="waiting" role="status">
      <span className="spinner" />
      {children}
    </p>
  );
}
