import { afterEach, describe, expect, it, vi } from 'vitest';
import { referenceFile, validateSchema } from '../../sandbox/common/schema.ts';
import { needs } from '../../setup/needs.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('an official schema that is not on this machine', () => {
  it('is said, and the message is not validated', () => {
    vi.stubEnv('POSTE_NO_SKIP', '');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(referenceFile('nowhere.xsd')).toBeNull();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('nowhere.xsd is not here'));
  });

  it('is said once, and the next one too', () => {
    vi.stubEnv('POSTE_NO_SKIP', '');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const name of ['a.xsd', 'a.xsd', 'b.xsd', 'a.xsd']) referenceFile(name);
    expect(said.mock.calls.map(([text]) => /reference\/(\w\.xsd) is not here/.exec(String(text))?.[1])).toEqual(['a.xsd', 'b.xsd']);
  });

  it('fails the judge of documents in CI, and lets it go on elsewhere', async () => {
    vi.stubEnv('POSTE_NO_SKIP', '1');
    await expect(validateSchema('cda/xsd/nowhere.xsd', '<a/>')).rejects.toThrow('missing in CI');
    vi.stubEnv('POSTE_NO_SKIP', '');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await validateSchema('cda/xsd/nowhere.xsd', '<a/>')).toBeNull();
  });

  it('is a failure in CI, where nothing may be skipped', () => {
    vi.stubEnv('POSTE_NO_SKIP', '1');
    expect(() => referenceFile('nowhere.xsd')).toThrow('missing in CI: ../shared/reference/nowhere.xsd');
  });

  it.skipIf(needs.shared('reference/cda') === null)('or xmllint, alike', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('POSTE_NO_SKIP', '');
    expect(await validateSchema('cda/xsd/CDA_extended.xsd', '<a/>')).toBeNull();
    vi.stubEnv('POSTE_NO_SKIP', '1');
    await expect(validateSchema('cda/xsd/CDA_extended.xsd', '<a/>')).rejects.toThrow('missing in CI: xmllint');
  });
});
