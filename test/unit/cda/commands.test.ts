import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cdaBuild } from '../../../electron/cli/cda-build.ts';
import { readCda } from '../../../electron/cda/read.ts';
import { cdaRead } from '../../../electron/cli/cda-read.ts';
import { doors } from '../../setup/doors.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { complete, fixed, letter, minimal } from './sample.ts';

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

describe('cda build', () => {
  test('answers what it built, with the metadata the document will have', async () => {
    const pdf = await samplePdf();
    const { result, bytes } = await cdaBuild(complete, { mediaType: 'application/pdf', bytes: pdf }, { ...fixed(), doors });
    expect(result).toMatchObject({
      id: '1.2.250.1.999.7.1.1002',
      setId: '1.2.250.1.999.7.2.501',
      version: 2,
      type: { code: '11488-4' },
      title: complete.title,
      createdAt: '2026-03-02T10:30:00+01:00',
      mediaType: 'application/pdf',
      size: bytes.byteLength,
      sha1: sha1(bytes),
      warnings: [],
      metadata: {
        uniqueId: '1.2.250.1.999.7.1.1002',
        hash: sha1(bytes),
        flags: ['INVISIBLE_PATIENT'],
        format: { code: 'urn:ihe:iti:xds-sd:pdf:2008' },
        content: null,
      },
    });
  });

  test('refuses a PDF that is none, and a description that is none', async () => {
    await expect(cdaBuild(minimal, { mediaType: 'application/pdf', bytes: letter.bytes }, { ...fixed(), doors })).rejects.toMatchObject({
      code: 'PDF_INVALID',
    });
    await expect(cdaBuild([], letter, { ...fixed(), doors })).rejects.toMatchObject({ code: 'INPUT_INVALID', path: '/' });
  });
});

describe('cda read', () => {
  test('gives back the very file that was put in', async () => {
    const pdf = await samplePdf();
    const { bytes } = await cdaBuild(minimal, { mediaType: 'application/pdf', bytes: pdf }, { ...fixed(), doors });
    const read = cdaRead(readCda(bytes));
    expect(read.bytes === null ? null : sha1(read.bytes)).toBe(sha1(pdf));
    expect(read.result).toMatchObject({
      level: 1,
      body: { mediaType: 'application/pdf', size: pdf.length, sha1: sha1(pdf), text: null, sections: [] },
    });
    expect(JSON.parse(JSON.stringify(read.result))).toEqual(read.result);
  });
});
