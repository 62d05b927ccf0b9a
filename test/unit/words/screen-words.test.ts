import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { literalsOf } from './literals.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Words of a specification, of the wire or of the workshop: nobody at a desk knows them. */
const FOREIGN =
  /\b(COG|OID|XDS|XDM|XCA|CDA|VIHF|SOAP|WSDL|SAML|ebRIM|ebXML|MTOM|JWT|OIDC|CIBA|JSON|UUID|URN|IPC)\b|\b([Rr]egistry|[Rr]epository|[Bb]ackend|[Pp]ayload|[Tt]imeout)\b|pour de vrai/;

/** A sentence, or a part of one; a code has no small letter after a space. */
const isSentence = (text: string): boolean => /[ \u00a0][a-zà-ÿ]|[a-zà-ÿ][ \u00a0]/.test(text);

/** Told to a technician alone: at the terminal, before there is a window. */
const AT_THE_TERMINAL: ReadonlySet<string> = new Set([
  'Choisissez un message du DMP ou une assertion (VIHF).',
  'Le jeton d’accès (VIHF) est illisible.',
  'fichier entier, qui n’est pas du JSON',
  'le remplacement de l’OID d’INSi par celui des matricules de test',
]);

describe('the words of a screen', () => {
  it('are those of the field, whichever file they are written in: none of a specification', () => {
    const written = literalsOf('renderer/!(dist)/**/*.{ts,tsx}', 'shared/**/*.ts', 'electron/**/*.ts').filter(
      // What the command line says, what is written in SQL, and what travels is on no screen: what these rooms refuse is in shared/errors.
      ({ place }) => !/^electron\/(cli|store|cda|dmp|insi|saml|xdm|xds|xml)\//.test(place),
    );
    expect(written.length).toBeGreaterThan(10_000);
    const faults = written.filter(
      ({ place, text }) => FOREIGN.test(text) && (place.startsWith('renderer/') || isSentence(text)) && !AT_THE_TERMINAL.has(text),
    );
    expect(faults).toEqual([]);
  });

  it('that come from a nomenclature or from the guide are too', () => {
    const lines = globSync(['shared/codes/*.json', 'resources/aide/*.md'], { cwd: root }).flatMap((path) =>
      readFileSync(root + path, 'utf8')
        .split('\n')
        .filter((line) => path.endsWith('.md') || /"label"/.test(line))
        .map((line) => `${path} ${line.trim()}`),
    );
    expect(lines.length).toBeGreaterThan(150);
    expect(lines.filter((line) => FOREIGN.test(line))).toEqual([]);
  });

  it('would be found in a text of JSX, in an attribute, in a template and in a text of their own', () => {
    const found = literalsOf('renderer/shell/Palette.tsx', 'renderer/shell/commands.ts', 'renderer/shell/text.ts').map(({ text }) => text);
    expect(found).toEqual(expect.arrayContaining(['search', 'Verrouiller la session', 'Annuler : ']));
    expect(found).not.toContain('react');
  });
});
