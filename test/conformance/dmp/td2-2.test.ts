import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CdaDocument } from '../../../electron/cda/document.ts';
import { objectsOf } from '../../../electron/dmp/registry-objects.ts';
import type { PreparedTd21 } from '../../../electron/dmp/td2-1.ts';
import { prepareTd22 } from '../../../electron/dmp/td2-2.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import type { Pro } from '../../../shared/domain/types.ts';
import { ALIX_SIMON } from '../../sandbox/identities.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { verifyXmlSignature } from '../../sandbox/common/xmlsec.ts';
import { cda, DOMINIQUE, proOf, startBench, type Bench } from '../../integration/dmp/kit.ts';
import { needs } from '../../setup/needs.ts';

const REPOSITORY = 'dmp/annexe-wsdl-schema/schema/IHE/XDS.b_DocumentRepository.xsd';
const official = needs.shared('reference/dmp') !== null && needs.tool('xmllint') !== null;
const CONTENT_TYPE = { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** A report of Paule DURAND that her secretary typed and feeds with her own card. */
async function lot(changed: Partial<Pro> = {}): Promise<PreparedTd21> {
  const staff = { ...proOf(ALIX_SIMON), speciality: null, ...changed };
  const { connection, signer } = await bench.workstation({ holder: ALIX_SIMON });
  const document = CdaDocument.read(await cda({ dataEnterer: { ...staff, time: '2026-03-07T10:15:30+01:00' } }));
  return await prepareTd22(connection, {
    patient: DOMINIQUE,
    documents: [{ cda: document, flags: [] }],
    staff,
    signer,
    contentType: CONTENT_TYPE,
    comment: null,
  });
}

describe('R-140 what a secretary feeds (TD2.2)', () => {
  it('is imputed to the structure, which is the only author of the lot; the document stays the doctor’s', async () => {
    const { submissionSets, entries } = objectsOf(parseXml((await lot()).body));
    const structure = { name: 'Cabinet du Port', id: '499900000017001', root: '1.2.250.1.71.4.2.2', idType: 'IDNST' };
    const [document, signature] = entries;
    expect(submissionSets[0]?.authors).toEqual([{ person: null, roles: [], specialities: [], institutions: [structure] }]);
    expect(document?.authors[0]?.person).toMatchObject({ id: '899900000017', family: 'DURAND' });
    expect(document?.legalAuthenticator).toMatchObject({ id: '899900000017', family: 'DURAND' });
    expect(signature?.legalAuthenticator).toMatchObject({ id: '699900000017001/CPET0001', family: 'SIMON', idType: 'EI' });
    expect(signature?.authors).toMatchObject([{ person: { family: 'SIMON' }, institutions: [structure] }]);
  });

  it('is of a structure', async () => {
    await expect(lot({ structure: null })).rejects.toMatchObject({ code: 'DMP_INPUT', path: '/staff' });
  });

  it.skipIf(!official)('is valid against the official schema once its parts are inlined', async () => {
    const { body, parts } = await lot();
    const inlined = text(body).replaceAll(/<xop:Include[^>]*href="cid:([^"]+)"\/>/g, (_whole, id: string) =>
      Buffer.from(parts.find((part) => part.contentId === id)?.bytes ?? []).toString('base64'),
    );
    expect(await validateSchema(REPOSITORY, inlined)).toEqual([]);
  });

  it.skipIf(needs.tool('xmlsec1') === null)('is signed by her card', async () => {
    const { parts } = await lot();
    const signature = text(parts.at(-1)?.bytes ?? new Uint8Array());
    const ids = [
      ['Id', 'http://www.w3.org/2000/09/xmldsig#:Manifest'],
      ['Id', 'http://uri.etsi.org/01903/v1.1.1#:SignedProperties'],
    ] as const;
    const verified = await verifyXmlSignature(signature, { ids, trustedPem: bench.pki.trustPem, extraArgs: ['--ignore-manifests'] });
    expect(verified).toMatchObject({ valid: true });
    const leaf = /<X509Certificate>([^<]+)/.exec(signature)?.[1] ?? '';
    expect(new X509Certificate(Buffer.from(leaf, 'base64')).subject).toContain(ALIX_SIMON.person.idNat);
  });
});
