import { createPrivateKey, createSign } from 'node:crypto';
import forge from 'node-forge';
import { errorFactory } from '../../shared/errors.ts';
import { buildChain } from '../card/certificate.ts';
import type { Signer } from '../card/types.ts';

const fail = errorFactory({
  P12_INVALID: ['Le fichier de certificat (.p12) est illisible.', 'Vérifiez le fichier, ou demandez-le de nouveau.'],
  PIN_WRONG: ['Le mot de passe du certificat est faux.', 'Vérifiez le fichier du mot de passe.'],
});

/** A PKCS#12 file (structure certificate, person's software certificate) as a signer. @throws PosteError P12_INVALID, PIN_WRONG */
export function p12Signer(file: Uint8Array, passphrase: string): Signer {
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(file).toString('binary')));
  } catch (cause) {
    throw fail('P12_INVALID', { cause });
  }
  let bags: forge.pkcs12.Pkcs12Pfx;
  try {
    bags = forge.pkcs12.pkcs12FromAsn1(asn1, passphrase);
  } catch (cause) {
    const wrong = cause instanceof Error && /mac|password/i.test(cause.message);
    throw fail(wrong ? 'PIN_WRONG' : 'P12_INVALID', { cause });
  }
  const of = (type: string | undefined): forge.pkcs12.Bag[] => (type === undefined ? [] : (bags.getBags({ bagType: type })[type] ?? []));
  const key = [...of(forge.pki.oids['pkcs8ShroudedKeyBag']), ...of(forge.pki.oids['keyBag'])][0]?.key;
  const ders = of(forge.pki.oids['certBag']).flatMap(({ cert }) =>
    cert === undefined ? [] : [Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(cert)).getBytes(), 'binary')],
  );
  const [leaf, ...others] = ders;
  if (key === undefined || key === null || leaf === undefined) throw fail('P12_INVALID');
  const privateKey = createPrivateKey(forge.pki.privateKeyToPem(key));
  return {
    certificates: [leaf, ...buildChain(leaf, others)],
    sign: (hash, data) => Promise.resolve(createSign(hash).update(data).sign(privateKey)),
  };
}
