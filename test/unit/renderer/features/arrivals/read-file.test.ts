import { describe, expect, it } from 'vitest';
import { fail } from '../../../../../shared/errors.ts';
import { otherThanPdf, readArrival } from '../../../../../renderer/features/arrivals/read-file.ts';

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the first bytes of a file', () => {
  it.each([
    ['a JPEG', '\xFF\xD8\xFF\xE0\0\x10JFIF', 'FILE_IMAGE'],
    ['a PNG', '\x89PNG\r\n\x1A\n', 'FILE_IMAGE'],
    ['a TIFF of a fax', 'II*\0\x08\0\0\0', 'FILE_IMAGE'],
    ['a TIFF, the other way', 'MM\0*\0\0\0\x08', 'FILE_IMAGE'],
    ['a GIF', 'GIF89a', 'FILE_IMAGE'],
    ['a BMP', 'BM\x36\x10\0\0\0\0\0\0\x36\0', 'FILE_IMAGE'],
    ['a WebP', 'RIFF\x24\x10\0\0WEBPVP8 ', 'FILE_IMAGE'],
    ['a photograph of a telephone', '\0\0\0\x18ftypheic\0\0', 'FILE_IMAGE'],
    ['a photograph of another telephone', '\0\0\0\x18ftyphevc\0\0', 'FILE_IMAGE'],
    ['a message', 'Return-Path: <a', 'FILE_MESSAGE'],
    ['a message that begins with whom it is from', 'From: =?utf-8?Q', 'FILE_MESSAGE'],
    ['a message that its own program marked', 'X-Mozilla-Status', null],
    ['a shortcut to a page', '[InternetShortcu', 'FILE_LINK'],
    ['a shortcut to a file', 'L\0\0\0\x01\x14\x02\0\0\0\0\0', 'FILE_LINK'],
    ['a document of Word', 'PK\x03\x04\x14\0\x06\0', 'FILE_NOT_PDF'],
    ['an older one', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'FILE_NOT_PDF'],
    ['an RTF', '{\\rtf1\\ansi', 'FILE_NOT_PDF'],
    ['a page of the web', '<!DOCTYPE html>', 'FILE_NOT_PDF'],
    ['a PDF', '%PDF-1.7\n%\xE2\xE3', null],
    ['a PDF behind something else, which the door judges', 'bonjour %PDF-1.4', null],
    ['nothing, which the door judges', '', null],
    ['a word that begins like a picture', 'BMesures du jour', null],
  ])('tell %s', (_what, head, code) => {
    expect(otherThanPdf(latin1(head), 'fichier')).toBe(code);
  });

  it.each([
    ['message.eml', 'X-Mozilla-Status', 'FILE_MESSAGE'],
    ['message.MSG', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'FILE_MESSAGE'],
    ['page.webloc', '<?xml version="1', 'FILE_LINK'],
    ['page.url', '\r\n[InternetSho', 'FILE_LINK'],
    ['courrier.docx', 'PK\x03\x04', 'FILE_NOT_PDF'],
    ['mal-nomme.eml', '%PDF-1.7\n%', null],
    ['mal-nomme.url', '\n%PDF-1.7', null],
  ])('are no PDF’s: the name tells %s', (name, head, code) => {
    expect(otherThanPdf(latin1(head), name)).toBe(code);
  });

  it.each([['FILE_IMAGE'], ['FILE_MESSAGE'], ['FILE_LINK'], ['FILE_NOT_PDF']] as const)(
    'that are no PDF’s say how to get one: %s',
    (code) => {
      expect(fail(code).action).toMatch(/PDF.*ajoutez ce PDF\.$/);
    },
  );
});

describe('a file whose turn has come', () => {
  it('is read whole', async () => {
    expect(await readArrival(new File(['%PDF-1.4 et la suite'], 'a.pdf'))).toEqual(latin1('%PDF-1.4 et la suite'));
  });

  it('of 40 MiB is read, of one byte more is not', async () => {
    const limit = 40 * 1024 * 1024;
    expect((await readArrival(new File([new Uint8Array(limit)], 'a.pdf'))).length).toBe(limit);
    const larger = new File([new Uint8Array(limit + 1)], 'a.pdf');
    larger.slice = () => {
      throw new Error('read');
    };
    await expect(readArrival(larger)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('that vanished says so', async () => {
    const gone = new File(['%PDF'], 'a.pdf');
    gone.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error('NotFoundError')) });
    await expect(readArrival(gone)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('that is an image is not read further than its beginning', async () => {
    const image = new File(['\u0089PNG'], 'photo.png');
    image.slice = () => new Blob([latin1('\x89PNG\r\n')]);
    image.arrayBuffer = () => Promise.reject(new Error('read'));
    await expect(readArrival(image)).rejects.toMatchObject({ code: 'FILE_IMAGE' });
  });
});
