import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bwipjs from 'bwip-js/node';
import { describeCard } from '../../electron/card/describe.ts';
import { readSituation } from '../../electron/card/situation.ts';
import { buildCda } from '../../electron/cda/build.ts';
import { renderCda } from '../../electron/cda/page/render.ts';
import { readCda } from '../../electron/cda/read.ts';
import { p12Signer } from '../../electron/cli/p12.ts';
import { loadConfig } from '../../electron/config/load.ts';
import { readDatamatrixImage } from '../../electron/datamatrix/read.ts';
import { stampIdentityBlock } from '../../electron/datamatrix/stamp.ts';
import { mtomContentType, readPackage, writeMtom } from '../../electron/dmp/mtom.ts';
import { parseDmpMessage } from '../../electron/dmp/parse.ts';
import type { StartedDoors } from '../../electron/doors/client.ts';
import { csvLayout } from '../../electron/import/csv-layout.ts';
import { suggestMapping } from '../../electron/import/csv-mapping.ts';
import { readCsv } from '../../electron/import/csv.ts';
import { readAdt } from '../../electron/import/adt.ts';
import { parseInsiAnswer } from '../../electron/insi/answer.ts';
import { createBridge, type Handlers } from '../../electron/ipc/bridge.ts';
import type { OpenSession } from '../../electron/session/session.ts';
import { smtpRefusal } from '../../electron/mss/smtp-errors.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { readPdfImage, readPdfText } from '../../electron/pdf/read.ts';
import { readCrl } from '../../electron/pki/crl.ts';
import { readTrustFile } from '../../electron/pki/trust-file.ts';
import { readAnswer } from '../../electron/psc/proxy.ts';
import { userInfoSchema } from '../../electron/psc/userinfo.ts';
import { opensWith, readBackup } from '../../electron/store/sqlite/backup-file.ts';
import { unpackBackup } from '../../electron/store/sqlite/backup.ts';
import { parseHandOver } from '../../electron/vitale/format.ts';
import { parseXml } from '../../electron/xml/read.ts';
import { encode } from '../../shared/contract/codec.ts';
import { calls } from '../../shared/contract/index.ts';
import { buildDatamatrix, parseDatamatrix } from '../../shared/domain/ins/datamatrix.ts';
import { drawPage } from '../integration/datamatrix/render.ts';
import { pdfWith } from '../setup/hostile-files.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { fixed, letter, minimal } from '../unit/cda/sample.ts';
import { structuredCda } from '../unit/cda/structured.ts';
import { patTrois, TEST } from '../unit/datamatrix/patient.ts';
import { bytesOf, FRESH, sample } from '../unit/vitale/sample.ts';
import { alive } from './alive.ts';
import { authority, cardCertificate, olderPkcs12, PASSPHRASE, pkcs12, revocationList } from './certificates.ts';

/** A place where bytes from outside enter. */
export interface Door {
  readonly name: string;
  /** Right files, changed before they enter. */
  readonly seeds: readonly Uint8Array[];
  readonly enter: (bytes: Buffer) => unknown;
  /** Opened in the door process, not in ours. */
  readonly apart?: boolean;
}

const today = '2026-03-02';
const csv =
  'IPP;Nom de naissance;Prénoms de naissance;Sexe;Date de naissance;Matricule INS\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;279035121518989\n13;"PAT;QUATRE";ANNE;F;1980-01-02;\n';
const adt =
  'MSH|^~\\&|ESSAI|CABINET|POSTE|CABINET|20260302093000||ADT^A04^ADT_A01|1|P|2.5|||||FRA|8859/1\rEVN||20260302093000\rPID|||12^^^CABINET&1.2.250.1.999&ISO^PI||PAT-TROIS^DOMINIQUE^DOMINIQUE ANNE^^^^L||19790328|F\rPV1||O|||||||||||||||||42\r';
const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const envelope = (body: string): Buffer => Buffer.from(`<s:Envelope xmlns:s="${SOAP}"><s:Body>${body}</s:Body></s:Envelope>`);
const found =
  '<r:RESULTAT xmlns:r="http://www.cnamts.fr/INSiResultat"><r:CR><r:CodeCR>00</r:CodeCR><r:LibelleCR>OK</r:LibelleCR></r:CR><r:INDIVIDU><r:INSACTIF><r:IdIndividu><r:NumIdentifiant>2790351215189</r:NumIdentifiant><r:Cle>89</r:Cle></r:IdIndividu><r:OID>1.2.250.1.213.1.4.10</r:OID></r:INSACTIF>' +
  '<r:INSHISTO><r:IdIndividu><r:NumIdentifiant>2790351215189</r:NumIdentifiant></r:IdIndividu><r:OID>1.2.250.1.213.1.4.9</r:OID><r:DateDeb>2009-07-20</r:DateDeb></r:INSHISTO><r:TIQ><r:NomNaissance>PAT-TROIS</r:NomNaissance><r:ListePrenom>DOMINIQUE</r:ListePrenom><r:Sexe>F</r:Sexe><r:DateNaissance>1979-03-28</r:DateNaissance><r:LieuNaissance>51215</r:LieuNaissance></r:TIQ></r:INDIVIDU></r:RESULTAT>';
const fault =
  '<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value xmlns:x="urn:x">x:siram_40</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="fr">Erreur</s:Text></s:Reason><s:Detail><e:Erreur xmlns:e="urn:siram" severite="fatal" code="insi_102">indisponible</e:Erreur></s:Detail></s:Fault>';
const contentOf = (document: string): Buffer =>
  envelope(
    `<r:RetrieveDocumentSetResponse xmlns:r="urn:ihe:iti:xds-b:2007"><RegistryResponse xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/><r:DocumentResponse><r:DocumentUniqueId>1.2</r:DocumentUniqueId><r:Document>${document}</r:Document></r:DocumentResponse></r:RetrieveDocumentSetResponse>`,
  );
const mtom = writeMtom('b', contentOf('<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:x%40urn%3Aihe"/>'), [
  { contentId: 'x@urn:ihe', contentType: 'text/xml', bytes: Buffer.from('<a/>') },
]);
const existence = envelope(
  '<PRPA_IN201308UV02 xmlns="urn:hl7-org:v3"><acknowledgement typeCode="AA"/><controlActProcess><reasonCode code="TEST_EXST"/><queryAck><queryResponseCode code="OK"/></queryAck></controlActProcess></PRPA_IN201308UV02>',
);
/** CPS_ACTIVITY_01_PS: `EE { 84 name, 85 identifier, 86 sector }`. */
const situation = Buffer.concat([
  Buffer.from([0xee, 37, 0x84, 10]),
  Buffer.from('CABINET PO'),
  Buffer.from([0x85, 15]),
  Buffer.from('499900000017001'),
  Buffer.from([0x86, 4]),
  Buffer.from('SA07'),
  Buffer.from([0x87, 0]),
]);
const professional = {
  SubjectNameID: '899900000017',
  family_name: 'DURAND',
  given_name: 'PAULE',
  SubjectRole: ['10^1.2.250.1.213.1.1.5.5'],
  SubjectRefPro: {
    exercices: [
      {
        codeProfession: '10',
        activities: [{ ancienIdentifiantDeLaStructure: '499900000017001', codeSecteurDactivite: 'SA07', raisonSocialeSite: 'CABINET' }],
      },
    ],
  },
};
const form = {
  type: '11488-4',
  title: 'Compte rendu',
  date: today,
  visibility: 'visible',
  recipients: ['luc.aubert@medecin.sandbox.mssante.fr'],
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const all = async (items: AsyncIterable<unknown>): Promise<void> => {
  for await (const item of items) void item;
};
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* [bytes];
}

/** What an error means where bytes that are no certificate are told by any `Error`: those of the language are slips. */
function certificateOf(bytes: Uint8Array): void {
  try {
    describeCard(
      {
        serial: '1',
        tokenLabel: '',
        model: '',
        pssMechanism: true,
        demonstration: true,
        certificates: [{ der: bytes, label: '', id: null }],
        info: bytes,
        triesLeft: 3,
      },
      [authority],
    );
    readSituation(1, bytes);
  } catch (thrown) {
    throw new Error('a card that cannot be read is no card', { cause: thrown });
  }
}

/** An answer of the DMP: its Content-Type on the first line. */
function answered(bytes: Buffer): unknown {
  const end = bytes.indexOf(0x0a);
  const found = readPackage(bytes.subarray(end + 1), bytes.toString('latin1', 0, Math.max(0, end)));
  return [found.root, found.part('cid:x%40urn%3Aihe')];
}

const sides = ({ width, height }: { readonly width: number; readonly height: number }): Buffer =>
  Buffer.from(Uint16Array.of(width, height).buffer);

/** A drawn page: its sides on two bytes each, then as many pixels as there are, white where they lack. */
function pixelsOf(bytes: Buffer) {
  const head = Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(4)]);
  const [width, height] = [head.readUInt16LE(0) % 1024, head.readUInt16LE(2) % 1024];
  const data = new Uint8Array(width * height * 4).fill(255);
  data.set(bytes.subarray(4, 4 + data.byteLength));
  return { kind: 'pixels' as const, data, width, height };
}

const pem = (der: Buffer): string => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
const KEY = Buffer.alloc(32, 7);
/** A backup as it is laid out, sealed by nobody. */
const backupTrailer = Buffer.from(
  JSON.stringify({
    format: 1,
    keyMark: 'a'.repeat(64),
    manifest: Buffer.alloc(300, 5).toString('base64'),
    passphrase: { salt: Buffer.alloc(16).toString('base64'), keys: Buffer.alloc(92).toString('base64') },
  }),
);
const backup = Buffer.concat([
  Buffer.alloc(8192, 3),
  backupTrailer,
  Buffer.from([0, 0, backupTrailer.length >> 8, backupTrailer.length & 0xff]),
  Buffer.from('PSBACKUP'),
]);

/** Every call of the contract in turn, answered by nobody: what enters is judged before. */
async function bridged(payload: string): Promise<void> {
  let unexpected: unknown = null;
  const handlers = Object.fromEntries(Object.keys(calls).map((name) => [name, () => Promise.resolve(null)]));
  const bridge = createBridge(handlers as unknown as Handlers, {
    // Somebody is there: what is asked is read.
    session: { require: () => ({ card: { serial: '1' }, pro: { idNat: '1' } }) as OpenSession },
    requireRight: () => undefined,
    refused: () => Promise.resolve(),
    report: (_call, thrown) => (unexpected = thrown),
  });
  for (const name of ['documents.validate', 'patients.create', 'settings.save', 'datamatrix.read']) await bridge.invoke(name, payload);
  if (unexpected !== null) throw new Error('an error came out raw', { cause: unexpected });
}

/** Every door, and a folder of its own for those that read files; `close` removes it. */
export async function openDoors(service: StartedDoors): Promise<{ readonly doors: readonly Door[]; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'poste-fuzz-'));
  const cda = buildCda(minimal, letter, fixed()).bytes;
  const structured = structuredCda();
  const label = await bwipjs.toBuffer({
    bcid: 'datamatrix',
    text: buildDatamatrix(patTrois, TEST),
    scale: 2,
    padding: 4,
    backgroundcolor: 'FFFFFF',
  });
  const page = await drawPage(await samplePdf(), 1, 40);
  const doors: readonly Door[] = [
    {
      name: 'pdf',
      seeds: [
        await samplePdf(),
        pdfWith({ more: ['<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://essai.invalid)>>>>'], trailer: '/Info 4 0 R' }),
      ],
      enter: (bytes) => alive(checkPdf(service, bytes)),
      apart: true,
    },
    {
      name: 'text of pages',
      seeds: [await samplePdf({ pages: 3 })],
      enter: (bytes) => alive(readPdfText(service, bytes, 1, 10)),
      apart: true,
    },
    {
      name: 'image of a page',
      seeds: [await samplePdf()],
      enter: (bytes) => alive(readPdfImage(service, bytes, 1, { letters: false, symbols: true })),
      apart: true,
    },
    {
      name: 'image',
      seeds: [label, page.jpeg],
      enter: (bytes) => alive(readDatamatrixImage(service, { kind: 'file', bytes }, TEST)),
      apart: true,
    },
    {
      name: 'pixels',
      seeds: [Buffer.concat([sides(page.pixels), Buffer.from(page.pixels.data)])],
      enter: (bytes) => alive(readDatamatrixImage(service, pixelsOf(bytes), TEST)),
      apart: true,
    },
    {
      name: 'stamp',
      seeds: [await samplePdf(), pdfWith({})],
      enter: (bytes) => alive(stampIdentityBlock(service, bytes, patTrois, TEST)),
      apart: true,
    },
    { name: 'xml', seeds: [cda, mtom], enter: (bytes) => parseXml(bytes) },
    { name: 'cda', seeds: [cda], enter: (bytes) => readCda(bytes) },
    { name: 'page of a cda', seeds: [cda, structured], enter: (bytes) => renderCda(bytes) },
    { name: 'dmp', seeds: [mtom, contentOf('YWJj'), existence, envelope(fault)], enter: (bytes) => parseDmpMessage(bytes) },
    { name: 'mime', seeds: [Buffer.concat([Buffer.from(`${mtomContentType('b', 'urn:a')}\n`), mtom])], enter: answered },
    { name: 'insi', seeds: [envelope(found), envelope(fault)], enter: (bytes) => parseInsiAnswer(bytes) },
    { name: 'datamatrix', seeds: [Buffer.from(buildDatamatrix(patTrois, TEST))], enter: (bytes) => parseDatamatrix(text(bytes), TEST) },
    {
      name: 'csv',
      seeds: [Buffer.from(csv), Buffer.from(csv, 'latin1')],
      enter: async (bytes) => {
        const layout = csvLayout(bytes, true);
        const columns = { fields: suggestMapping(layout.headers), dateOrder: 'dmy' } as const;
        await all(
          readCsv(() => once(bytes), {
            today,
            test: true,
            columns,
            delimiter: layout.delimiter,
            oid: '1.2.250.1.213.1.4.8',
            encoding: null,
            placeOf: null,
          }),
        );
      },
    },
    {
      name: 'hl7',
      seeds: [Buffer.from(adt, 'latin1'), Buffer.from(`\u000b${adt}\u001c\r`, 'latin1')],
      enter: (bytes) => all(readAdt(() => once(bytes), { today, test: true, charset: null, ippAuthority: null, otherFirstNamesOnly: [] })),
    },
    { name: 'vitale', seeds: [bytesOf(sample())], enter: (bytes) => parseHandOver(bytes, FRESH) },
    { name: 'card', seeds: [cardCertificate, situation], enter: certificateOf },
    {
      name: 'crl',
      seeds: [revocationList, Buffer.from(`-----BEGIN X509 CRL-----\n${revocationList.toString('base64')}\n-----END X509 CRL-----\n`)],
      enter: (bytes) => readCrl(bytes, [authority]),
    },
    { name: 'p12', seeds: [pkcs12, olderPkcs12], enter: (bytes) => p12Signer(bytes, PASSPHRASE) },
    {
      name: 'smtp',
      seeds: [
        Buffer.from('550 5.1.1 <279035121518989@patient.mssante.fr> no such mailbox'),
        Buffer.from('452-4.2.2 full\r\n452 4.2.2 later'),
      ],
      enter: (bytes) => (['auth', 'mail', 'rcpt', 'data'] as const).map((step) => smtpRefusal(step, text(bytes))),
    },
    {
      name: 'psc',
      seeds: [Buffer.from(JSON.stringify(professional))],
      enter: (bytes) => readAnswer({ status: 200, headers: {}, body: bytes }, userInfoSchema),
    },
    {
      name: 'config',
      seeds: [
        Buffer.from(
          JSON.stringify({
            profile: 'sandbox',
            insi: { url: 'https://insi.invalid/lps', billingId: '991234567' },
            card: { adapter: { kind: 'file', folder: '/essai' } },
            mss: { mailboxes: [{ owner: '899900000017', address: 'a@b.fr', host: 'b.fr', port: 587 }] },
          }),
        ),
      ],
      enter: (bytes) => {
        const user = join(folder, 'settings.json');
        writeFileSync(user, bytes, { mode: 0o600 });
        return loadConfig({ policy: join(folder, 'none.json'), user });
      },
    },
    {
      name: 'policy',
      seeds: [
        Buffer.from(
          JSON.stringify({ profile: 'sandbox', insi: { url: 'https://insi.invalid/lps' }, locked: ['/session/idleLockMs', '/mss'] }),
        ),
      ],
      enter: (bytes) => {
        const policy = join(folder, 'policy.json');
        writeFileSync(policy, bytes, { mode: 0o600 });
        return loadConfig({ policy, user: join(folder, 'none.json') });
      },
    },
    {
      name: 'trust',
      seeds: [Buffer.from(pem(authority) + pem(authority))],
      enter: (bytes) => {
        const file = join(folder, 'trust.pem');
        writeFileSync(file, bytes);
        return readTrustFile(file);
      },
    },
    {
      name: 'backup',
      seeds: [backup],
      enter: (bytes) => {
        const file = join(folder, 'backup');
        writeFileSync(file, bytes);
        const read = readBackup(file);
        return opensWith(read, KEY) || unpackBackup(read, KEY, join(folder, 'store'));
      },
    },
    {
      name: 'contract',
      seeds: [Buffer.from(encode({ id: 'd1', form })), Buffer.from(encode({ kind: 'image', bytes: Uint8Array.from([1, 2, 3]) }))],
      enter: (bytes) => bridged(text(bytes)),
    },
  ];
  return { doors, close: () => rmSync(folder, { recursive: true, force: true }) };
}
