import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { packXdm } from '../../../electron/xdm/pack.ts';
import { needs } from '../../setup/needs.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { complete, durand, fixed, letter, minimal, unqualified } from '../../unit/cda/sample.ts';

const ready = needs.shared('reference/dmp/annexe-wsdl-schema') !== null && needs.tool('xmllint') !== null && needs.tool('unzip') !== null;
const folder = mkdtempSync(join(tmpdir(), 'xdm-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!ready)('METADATA.XML is a SubmitObjectsRequest of ebRS', () => {
  test.each([
    ['of one document', [minimal]],
    ['of two', [minimal, complete]],
    ['of a patient without matricule', [unqualified]],
  ])('%s', async (_, inputs) => {
    const { bytes } = await packXdm({
      documents: inputs.map((i) => ({ cda: buildCda(i, letter, fixed()), flags: ['INVISIBLE_PATIENT' as const] })),
      sender: durand,
      contact: null,
      software: {
        id: 'POSTE-1',
        name: 'Poste Sante',
        version: '0.1.0',
        dmpApproval: null,
        insiIdam: null,
        mssNil: null,
        oidRoot: '1.2.250.1.999.7',
      },
      ...fixed(),
    });
    const zip = join(folder, 'a.zip');
    writeFileSync(zip, bytes);
    const metadata = execFileSync('unzip', ['-p', zip, 'IHE_XDM/SUBSET01/METADATA.XML']);
    expect(await validateSchema('dmp/annexe-wsdl-schema/schema/ebRS/lcm.xsd', metadata)).toEqual([]);
  });
});
