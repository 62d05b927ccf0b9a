import { helpText as words } from './text.ts';
import { Guide } from './Guide.tsx';
import { helpPages } from './pages.ts';
import './help.css';

/** The whole guide, on one page. */
export function HelpScreen() {
  return (
    <div className="page" data-scroll tabIndex={0}>
      <h1 className="page-title">{words.title}</h1>
      <div className="guide-pages">
        {helpPages.map((page) => (
          <article key={page.id} id={`aide-${page.id}`} className="panel guide-page">
            <Guide source={page.source} top={2} />
          </article>
        ))}
      </div>
    </div>
  );
}
