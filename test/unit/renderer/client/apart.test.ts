import { createElement, Suspense } from 'react';
import { renderToReadableStream, renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { apart, type Apart } from '../../../../renderer/client/apart.ts';

const Named = ({ name }: { readonly name: string }) => createElement('p', null, name);
const drawn = (Part: Apart<{ readonly name: string }>) =>
  createElement(Suspense, { fallback: 'Chargement…' }, createElement(Part, { name: 'Synthèse' }));

describe('a component whose code is in a chunk of its own', () => {
  test('is drawn in the same turn once it was loaded ahead', async () => {
    const part = apart(async () => Named);
    await part.load();
    expect(renderToString(drawn(part))).toContain('<p>Synthèse</p>');
    expect(renderToString(drawn(part))).not.toContain('Chargement…');
  });

  test('shows that it waits when it was not, then is drawn', async () => {
    const part = apart(async () => Named);
    expect(renderToString(drawn(part))).toContain('Chargement…');
    const stream = await renderToReadableStream(drawn(part));
    expect(await new Response(stream).text()).toContain('<p>Synthèse</p>');
  });

  test('is read once, however often it is asked for and drawn', async () => {
    let reads = 0;
    const part = apart(async () => {
      reads += 1;
      return Named;
    });
    await Promise.all([part.load(), part.load()]);
    renderToString(drawn(part));
    expect(reads).toBe(1);
  });

  test('says that it could not be read, without asking again by itself', async () => {
    let reads = 0;
    const part = apart<{ readonly name: string }>(async () => {
      reads += 1;
      throw new Error('no such chunk');
    });
    await expect(part.load()).rejects.toThrow('no such chunk');
    await expect(part.load()).rejects.toThrow('no such chunk');
    expect(reads).toBe(1);
  });
});
