import { typeset } from '../../text/typography.ts';
import { blocksOf, runsOf, type Block } from './markdown.ts';

/** A page of the guide. @param top heading level of its title. */
export function Guide({ source, top }: { readonly source: string; readonly top: 2 | 3 }) {
  return (
    <div className="guide">
      {blocksOf(source).map((block) => (
        <Part key={block.at} block={block} top={top} />
      ))}
    </div>
  );
}

function Part({ block, top }: { readonly block: Block; readonly top: 2 | 3 }) {
  switch (block.kind) {
    case 'title': {
      const Title = top === 2 ? (block.level === 1 ? 'h2' : 'h3') : block.level === 1 ? 'h3' : 'h4';
      return <Title>{typeset(block.text)}</Title>;
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item) => (
            <li key={item}>
              <Runs text={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Runs text={block.text} />
        </p>
      );
  }
}

function Runs({ text }: { readonly text: string }) {
  return runsOf(typeset(text)).map((run) => {
    if (run.style === 'strong') return <strong key={run.at}>{run.text}</strong>;
    return run.style === 'key' ? <kbd key={run.at}>{run.text}</kbd> : <span key={run.at}>{run.text}</span>;
  });
}
