import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectPdf } from '../../../electron/pdf/inspect.ts';
import { pdfError, REFUSED, REFUSED_NAMES, type RefusedName } from '../../../electron/pdf/errors.ts';
import { pdfWith, type PdfBody } from '../../setup/hostile-files.ts';

const facts = (bytes: Uint8Array) => inspectPdf(Uint8Array.from(bytes), 100);
const refusal = async (bytes: Uint8Array): Promise<string | null> => {
  const { refusal: found } = await facts(bytes);
  return found === null ? null : `${found.code} ${found.name}`;
};
/** The page has an annotation, or the catalog something more; the fourth object is the first one added. */
const withObjects = (catalog: string, ...more: readonly PdfBody[]): Buffer => pdfWith({ catalog, more });

describe('what acts, is attached or may hide is refused by its name', () => {
  test.each<readonly [string, Buffer, string]>([
    ['a script of a rendition', withObjects('', '<</S/Rendition/OP 0/JS(app.alert\\(1\\))>>'), 'PDF_ACTIVE Rendition'],
    ['a script beside no action', withObjects('', '<</JS 3 0 R>>'), 'PDF_ACTIVE JavaScript'],
    ['a script whose key is escaped', withObjects('', '<</#4a#53(1)>>'), 'PDF_ACTIVE JavaScript'],
    [
      'another file opened, by the network',
      withObjects('/OpenAction<</S/GoToR/F(\\\\\\\\hote.invalid\\\\a.pdf)/D[0/Fit]>>'),
      'PDF_ACTIVE GoToR',
    ],
    ['an attached file opened', withObjects('', '<</S/GoToE/T<</R/C/N(a)>>>>'), 'PDF_ACTIVE GoToE'],
    ['an address at the opening', withObjects('/OpenAction<</S/URI/URI(https://hote.invalid/)>>'), 'PDF_ACTIVE URI'],
    [
      'an address at the opening, somewhere else',
      withObjects('/OpenAction 5 0 R', '<<>>', '<</S/URI/URI(https://hote.invalid/)>>'),
      'PDF_ACTIVE URI',
    ],
    [
      'an address after a page at the opening',
      withObjects('/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[4 0 R]>>', '<</S/URI/URI(https://hote.invalid/)>>'),
      'PDF_ACTIVE URI',
    ],
    [
      'actions at the opening that follow each other for ever',
      withObjects('/OpenAction 4 0 R', '<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>'),
      'PDF_ACTIVE OpenAction',
    ],
    ['a program', withObjects('', '<</S/Launch/F(a.exe)>>'), 'PDF_ACTIVE Launch'],
    ['data brought in', withObjects('', '<</S/ImportData/F(a.fdf)>>'), 'PDF_ACTIVE ImportData'],
    ['an action of its own', withObjects('/AA<</WC<</S/Named/N/LastPage>>>>'), 'PDF_ACTIVE AA'],
    [
      'a 3D object that runs a script',
      withObjects('', '<</Type/Annot/Subtype/3D/3DD 5 0 R>>', {
        dict: '/Type/3D/Subtype/U3D/OnInstantiate 6 0 R',
        stream: Buffer.from('x'),
      }),
      'PDF_ACTIVE 3D',
    ],
    ['a multimedia annotation', withObjects('', '<</Type/Annot/Subtype/RichMedia>>'), 'PDF_ACTIVE RichMedia'],
    ['a film', withObjects('', '<</Subtype/Movie>>'), 'PDF_ACTIVE Movie'],
    ['a sound that an action plays', withObjects('', '<</S/Sound/Sound 5 0 R>>'), 'PDF_ACTIVE Sound'],
    ['layers that a click shows', withObjects('', '<</S/SetOCGState/State[/ON 4 0 R]>>'), 'PDF_ACTIVE SetOCGState'],
    ['a dynamic form', withObjects('/AcroForm<</XFA[(a)4 0 R]/Fields[]>>', '<<>>'), 'PDF_ACTIVE XFA'],
    [
      'bytes that are in another file',
      withObjects('', { dict: '/F(\\\\\\\\hote.invalid\\\\a)', stream: Buffer.from('x') }),
      'PDF_ACTIVE F',
    ],
    [
      'a file attached to the document',
      withObjects('/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>', '<<>>'),
      'PDF_ATTACHMENT EmbeddedFiles',
    ],
    ['files attached, in a tree elsewhere', withObjects('/Names<</EmbeddedFiles 4 0 R>>', '<</Kids[]>>'), 'PDF_ATTACHMENT EmbeddedFiles'],
    [
      'a file in a specification that nothing names',
      withObjects('', '<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>'),
      'PDF_ATTACHMENT EmbeddedFiles',
    ],
    ['a file attached to a place', withObjects('', '<</Type/Annot/Subtype/FileAttachment>>'), 'PDF_ATTACHMENT FileAttachment'],
    [
      'a layer that is off',
      withObjects('/OCProperties<</OCGs[4 0 R]/D<</OFF[4 0 R]>>>>', '<</Type/OCG/Name(a)>>'),
      'PDF_HIDDEN OCProperties',
    ],
    [
      'layers off but those said on',
      withObjects('/OCProperties<</OCGs[4 0 R]/D 5 0 R>>', '<</Type/OCG/Name(a)>>', '<</BaseState/OFF>>'),
      'PDF_HIDDEN OCProperties',
    ],
    [
      'a layer that goes off on paper',
      withObjects('/OCProperties<</OCGs[4 0 R]/D<</AS[<</Event/Print>>]>>>>', '<</Type/OCG>>'),
      'PDF_HIDDEN OCProperties',
    ],
    ['content that shows when its layer does not', withObjects('', '<</Type/OCMD/OCGs 5 0 R/P/AllOff>>'), 'PDF_HIDDEN OCMD'],
    ['a document that prints itself', withObjects('/OpenAction<</S/Named/N/Print>>'), 'PDF_ACTIVE Print'],
    ['a link that prints', withObjects('', '<</Subtype/Link/A<</S/Named/N/Print>>>>'), 'PDF_ACTIVE Print'],
    ['a command without a name', withObjects('', '<</S/Named>>'), 'PDF_ACTIVE Named'],
    [
      'an article of another file, by the network',
      withObjects('', '<</S/Thread/F(\\\\\\\\hote.invalid\\\\a.pdf)/D 0>>'),
      'PDF_ACTIVE Thread',
    ],
    ['a link to a file', withObjects('', '<</Subtype/Link/A<</S/URI/URI(file:///c:/a.exe)>>>>'), 'PDF_ACTIVE Scheme'],
    ['a link to a script', withObjects('', '<</Subtype/Link/A<</S/URI/URI(javascript:alert\\(1\\))>>>>'), 'PDF_ACTIVE Scheme'],
    ['a link to a file beside the document', withObjects('', '<</S/URI/URI(a.exe)>>'), 'PDF_ACTIVE Scheme'],
    ['a link to a file by the network', withObjects('', '<</S/URI/URI(//hote.invalid/a)>>'), 'PDF_ACTIVE Scheme'],
    ['a link whose address is a name', withObjects('', '<</S/URI/URI/a.exe>>'), 'PDF_ACTIVE Scheme'],
    ['a link whose address stands elsewhere', withObjects('', '<</S/URI/URI 5 0 R>>', '(file:///c:/a.exe)'), 'PDF_ACTIVE Scheme'],
    ['a base of addresses that is a file', withObjects('/URI<</Base(file://hote.invalid/)>>'), 'PDF_ACTIVE Scheme'],
    ['a program whose action says its kind elsewhere', withObjects('', '<</S 5 0 R/F(a.exe)>>', '/Launch'), 'PDF_ACTIVE Launch'],
    ['a command that stands elsewhere', withObjects('', '<</S/Named/N 5 0 R>>', '/SaveAs'), 'PDF_ACTIVE SaveAs'],
    ['a program in an action that says its kind twice', withObjects('', '<</S/Launch/F(a.exe)/S/GoTo>>'), 'PDF_ACTIVE Launch'],
    ['a sound that says it is a part of the text', withObjects('', '<</S/Sound/Sound 5 0 R/P 3 0 R>>'), 'PDF_ACTIVE Sound'],
    ['a film that says it is a part of the text', withObjects('', '<</S/Movie/Annotation 5 0 R/P 3 0 R>>'), 'PDF_ACTIVE Movie'],
    [
      'bytes of an attached file that nothing names',
      withObjects('', { dict: '/Type/EmbeddedFile', stream: Buffer.from('x') }),
      'PDF_ATTACHMENT EmbeddedFiles',
    ],
    ['a set of documents', withObjects('/Collection<</View/T>>'), 'PDF_ATTACHMENT Collection'],
    ['a set of documents described elsewhere', withObjects('/Collection 4 0 R', '<</View/T>>'), 'PDF_ATTACHMENT Collection'],
    ['an annotation that is hidden', withObjects('', '<</Subtype/Stamp/Rect[0 0 9 9]/F 2/AP<</N 5 0 R>>>>'), 'PDF_HIDDEN Annot'],
    ['an annotation that is on paper alone', withObjects('', '<</Subtype/Stamp/Rect[0 0 9 9]/F 36/AP<</N 5 0 R>>>>'), 'PDF_HIDDEN Annot'],
    [
      'an annotation whose flags stand elsewhere',
      withObjects('', '<</Subtype/Stamp/Rect[0 0 9 9]/F 5 0 R/AP<</N 3 0 R>>>>', '6'),
      'PDF_HIDDEN Annot',
    ],
    [
      'an annotation of real numbers that is hidden',
      withObjects('', '<</Subtype/Stamp/Rect[0.5 0.5 9.5 9.5]/F 2/AP<</N 5 0 R>>>>'),
      'PDF_HIDDEN Annot',
    ],
    [
      'a layer that says itself off on a screen',
      withObjects('/OCProperties<</OCGs[4 0 R]/D<<>>>>', '<</Type/OCG/Usage<</View<</ViewState/OFF>>>>>>'),
      'PDF_HIDDEN OCG',
    ],
    ['a layer that says itself off on paper', withObjects('', '<</Type/OCG/Usage<</Print<</PrintState/OFF>>>>>>'), 'PDF_HIDDEN OCG'],
    [
      'a layer off in a setting to choose',
      withObjects('/OCProperties<</OCGs[4 0 R]/D<<>>/Configs[<</OFF[]>><</OFF[4 0 R]>>]>>', '<</Type/OCG>>'),
      'PDF_HIDDEN OCProperties',
    ],
    [
      'more settings of layers than are looked at',
      withObjects(`/OCProperties<</OCGs[4 0 R]/D<<>>/Configs[${'<<>>'.repeat(17)}]>>`, '<</Type/OCG>>'),
      'PDF_HIDDEN OCProperties',
    ],
    [
      'more openings than are looked at',
      pdfWith({ more: Array.from({ length: 65 }, () => '<</OpenAction<</S/GoTo>>>>') }),
      'PDF_ACTIVE OpenAction',
    ],
    [
      'more sets of layers than are looked at',
      pdfWith({ more: Array.from({ length: 65 }, () => '<</OCProperties<</D<<>>>>>>') }),
      'PDF_HIDDEN OCProperties',
    ],
    ['content that shows when a layer does not, without its kind', withObjects('', '<</OCGs 5 0 R/P/AnyOff>>'), 'PDF_HIDDEN OCMD'],
    ['content that shows when a layer does not, said elsewhere', withObjects('', '<</OCGs 5 0 R/P 5 0 R>>', '/AllOff'), 'PDF_HIDDEN OCMD'],
    ['content that shows by a rule of layers', withObjects('', '<</VE[/Not 5 0 R]>>'), 'PDF_HIDDEN OCMD'],
  ])('%s', async (_what, bytes, expected) => {
    expect(await refusal(bytes)).toBe(expected);
  });

  /** The least that is refused by each name. */
  const least: Readonly<Record<RefusedName, PdfBody>> = {
    '3D': '<</Subtype/3D>>',
    AA: '<</AA 5 0 R>>',
    Annot: '<</F 2/AP 5 0 R>>',
    Collection: '<</Collection 5 0 R>>',
    EmbeddedFiles: '<</EF 5 0 R>>',
    F: { dict: '/F(a)', stream: Buffer.from('x') },
    FileAttachment: '<</Subtype/FileAttachment>>',
    GoTo3DView: '<</S/GoTo3DView>>',
    GoToDp: '<</S/GoToDp>>',
    GoToE: '<</S/GoToE>>',
    GoToR: '<</S/GoToR>>',
    Hide: '<</S/Hide/T(a)/H false>>',
    ImportData: '<</S/ImportData>>',
    JavaScript: '<</JS(1)>>',
    Launch: '<</S/Launch>>',
    Movie: '<</S/Movie>>',
    Named: '<</S/Named/N/FullScreen>>',
    OCG: '<</Usage<</Export<</ExportState/OFF>>>>>>',
    OCMD: '<</Type/OCMD/VE 5 0 R>>',
    OCProperties: '<</OCProperties<</D<</BaseState/OFF>>>>>>',
    OpenAction: '<</OpenAction<</S/Unknown>>>>',
    PA: '<</Subtype/Link/PA<</S/URI/URI(https://hote.invalid/)>>>>',
    Print: '<</S/Named/N/Print>>',
    Ref: { dict: '/Subtype/Form/Ref<</F(\\\\\\\\hote.invalid\\\\a.pdf)/Page 0>>', stream: Buffer.from('q') },
    Rendition: '<</S/Rendition>>',
    ResetForm: '<</S/ResetForm>>',
    RichMedia: '<</Subtype/RichMedia>>',
    RichMediaContent: '<</RichMediaContent 5 0 R>>',
    RichMediaExecute: '<</S/RichMediaExecute>>',
    RichMediaSettings: '<</RichMediaSettings 5 0 R>>',
    SaveAs: '<</S/Named/N/SaveAs>>',
    Scheme: '<</URI(ftp://hote.invalid/)>>',
    Screen: '<</Subtype/Screen>>',
    SetOCGState: '<</S/SetOCGState>>',
    Sound: '<</S/Sound>>',
    SubmitForm: '<</S/SubmitForm>>',
    Thread: '<</S/Thread/F(a.pdf)>>',
    URI: '<</OpenAction<</S/URI/URI(https://hote.invalid/)>>>>',
    XFA: '<</XFA 5 0 R>>',
  };

  test.each(REFUSED_NAMES)('the least %s is refused by that name, in words of its own', async (name) => {
    const { refusal: found } = await facts(withObjects('', least[name]));
    expect(found?.name).toBe(name);
    const { message } = pdfError(found?.code ?? 'PDF_EMPTY', { values: { what: REFUSED[name] } });
    expect(message).toContain(`contient ${REFUSED[name]} :`);
    expect(REFUSED[name]).toMatch(/^(une?|des|les?|l’)\b/);
  });

  test('no sentence is in technical words', () => {
    expect(Object.values(REFUSED).join(' ')).not.toMatch(/[A-Z]{4}|'/);
    expect(new Set(Object.values(REFUSED)).size).toBe(REFUSED_NAMES.length);
  });
});

describe('what a document may do is accepted', () => {
  test.each<readonly [string, Buffer]>([
    [
      'a link whose address ends like the name of an action',
      withObjects('', '<</Subtype/Link/A<</S/URI/URI(https://hopital.invalid/aide/Launch)>>>>'),
    ],
    ['a text that speaks of scripts', withObjects('', '<</Title(/S /JavaScript /JS \\(1\\))/Subject<2f532f4c61756e6368>>>')],
    ['a comment that speaks of scripts', pdfWith({ head: '% /S/JavaScript/JS(1)\n' })],
    ['a page shown at the opening', withObjects('/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>', '<</S/Named/N/NextPage>>')],
    [
      'links to sites and to an address',
      withObjects(
        '/URI<</Base(https://hopital.invalid/)>>',
        '<</S/URI/URI(HTTP://hopital.invalid/)>>',
        '<</S/URI/URI<6d61696c746f3a61>>>',
        '<</S/URI/URI(\\150ttps\\072//hopital.invalid)>>',
        '<</S/URI/URI 9 0 R>>',
        '<</S/URI/URI(www.hopital.invalid)>>',
        '(https://hopital.invalid/)',
      ),
    ],
    [
      'links that turn the pages',
      withObjects('', ...['NextPage', 'PrevPage', 'FirstPage', 'LastPage'].map((name) => `<</S/Named/N/${name}>>`)),
    ],
    ['an article of its own', withObjects('', '<</S/Thread/D 0>>')],
    ['the bubble of a comment, that is closed', withObjects('', '<</Subtype/Popup/F 2/Rect[0 0 9 9]>>')],
    ['a signature without a surface', withObjects('', '<</Subtype/Widget/FT/Sig/F 134/Rect[0 0 0 0]/AP<</N 3 0 R>>>>')],
    ['an annotation that is printed and locked', withObjects('', '<</Subtype/Stamp/Rect[0 0 9 9]/F 132/AP<</N 3 0 R>>>>')],
    [
      'layers that say themselves on',
      withObjects(
        '/OCProperties<</OCGs[4 0 R]/D<<>>/Configs[<</BaseState/Unchanged>>]>>',
        '<</Type/OCG/Usage<</View<</ViewState/ON>>/Print<</PrintState/ON>>>>>>',
      ),
    ],
    ['a part of the text that refers to another', withObjects('', '<</S/P/Ref[5 0 R]>>')],
    ['a place shown at the opening', withObjects('/OpenAction[3 0 R/Fit]')],
    ['a font that is called JS', withObjects('', '<</Font<</JS 5 0 R/JavaScript 5 0 R>>>>', '<<>>')],
    ['a part of the text that is called Sound', withObjects('', '<</Type/StructElem/S/Sound/P 5 0 R>>', '<<>>')],
    ['empty lists of actions and attachments', withObjects('/AA<<>>/Names<</EmbeddedFiles<</Names[]>>>>')],
    ['layers that all show', withObjects('/OCProperties<</OCGs[4 0 R]/D<</ON[4 0 R]/OFF[]/BaseState/ON>>>>', '<</Type/OCG/Name(a)>>')],
    ['a number of 80,000 digits', pdfWith({ trailer: `/Compteur 0.${'3'.repeat(80_000)}` })],
  ])('%s', async (_what, bytes) => {
    expect(await facts(bytes)).toMatchObject({ refusal: null, pages: 1, counted: 1 });
  });
});

describe('objects that a table could place where readers do not look', () => {
  const hidden = '9 0 obj<</S/Launch/F(a.exe)>>endobj';
  test.each<readonly [string, Buffer]>([
    ['in a stream', withObjects('', { dict: '', stream: Buffer.from(hidden) })],
    ['in a string', withObjects('', `(${hidden})`)],
    ['in a comment', pdfWith({ between: `% ${hidden}\n` })],
    ['after a string that never closes', pdfWith({ between: `9 0 obj (\n${hidden}\n` })],
    ['after a stream that never ends', pdfWith({ between: `9 0 obj<<>>stream\n${hidden}\n` })],
  ])('are found %s', async (_where, bytes) => {
    expect(await refusal(bytes)).toBe('PDF_ACTIVE Launch');
  });

  test('are found in a packed stream that does not say what it is', async () => {
    const stream = deflateSync(Buffer.from('9 0 <</S/Launch/F(a.exe)>>'));
    expect(await refusal(withObjects('', { dict: '/N 1/First 4/Filter/FlateDecode', stream }))).toBe('PDF_ACTIVE Launch');
  });
});

describe('the limits', () => {
  const refuses = async (bytes: Uint8Array, detail: string): Promise<void> =>
    expect(facts(bytes)).rejects.toMatchObject({ name: 'PdfLimit', message: detail });
  const stream = (size: number): Buffer => deflateSync(Buffer.alloc(size, 0x20));

  test('200 levels are read, 201 are not', async () => {
    const levels = (count: number): Buffer => withObjects('', '['.repeat(count) + ']'.repeat(count));
    expect(await facts(levels(200))).toMatchObject({ pages: 1 });
    await refuses(levels(201), 'nesting');
    await refuses(withObjects('', '<</A'.repeat(201)), 'nesting');
  });

  test('8 MiB of metadata and 64 MiB of objects are unfolded, no more', async () => {
    const metadata = (size: number): Buffer =>
      withObjects('/Metadata 4 0 R', { dict: '/Type/Metadata/Subtype/XML/Filter/FlateDecode', stream: stream(size) });
    expect(await facts(metadata(7 * 1024 * 1024))).toMatchObject({ pages: 1 });
    await refuses(metadata(9 * 1024 * 1024), 'inflated');
    const packed: PdfBody = { dict: '/Type/ObjStm/N 0/First 0/Filter/FlateDecode', stream: stream(40 * 1024 * 1024) };
    expect(await facts(withObjects('', packed))).toMatchObject({ pages: 1 });
    await refuses(withObjects('', packed, packed), 'inflated');
  });

  test('what is folded twice is weighed unfolded twice', async () => {
    await refuses(
      withObjects('/Metadata 4 0 R', {
        dict: '/Type/Metadata/Filter[/FlateDecode/FlateDecode]',
        stream: deflateSync(stream(40 * 1024 * 1024)),
      }),
      'inflated',
    );
  });

  test('50,000 nodes of pages are followed, no more', async () => {
    const tree = (nodes: number): Buffer =>
      pdfWith({
        pages: 4,
        more: Array.from({ length: nodes }, (_, i) => `<</Type/Pages/Kids[${i === nodes - 1 ? 3 : i + 5} 0 R]/Count 1>>`),
      });
    await refuses(tree(50_001), 'pages');
    expect(await facts(tree(50))).toMatchObject({ counted: 1 });
  });

  test('the same bytes are not read again and again', async () => {
    await refuses(
      withObjects('', {
        dict: '/Type/ObjStm/N 4000/First 20000/Filter/FlateDecode',
        stream: deflateSync(Buffer.from(`${'1 0 '.repeat(4000).padEnd(20_000)}[${'1 '.repeat(100_000)}]`)),
      }),
      'passes',
    );
  });
});
