import { serveHttps, type HttpAnswer } from '../common/https.ts';

/** What the DMP says of its own rules (dmp/README 10), and follows. */
export interface DmpRules {
  /** `fonctions-gestion-mineurs`. */
  minors: boolean;
  /** `age-majorite`, in years. */
  majority: number;
  /** `cumul-invisible_patient-masque_ps`. */
  cumul: boolean;
  /** `hr-periode-max-mois`. */
  reimbursementMonths: number;
}

/** What the address answers: the file, or what it should not. */
export type ParametersMode = 'good' | 'html' | 'huge' | 'dtd' | 'cut' | 'empty' | 'error' | 'moved' | 'loop';

export interface ParametersServer {
  /** Of the file; no client certificate is asked. */
  readonly url: string;
  mode: ParametersMode;
  /** Questions so far, redirections followed included. */
  readonly asked: number;
  close(): Promise<void>;
}

const PATH = '/web/dmp/documents/param-lps';
const MOVED = '/web/dmp/documents/param-lps-v2';
const HUGE = 8 * 1024 * 1024;

/** Serves the file of the DMP's parameters, whose form no public text gives: `nom` and `valeur`, as its neighbours have. */
export async function startParameters(
  pki: { server(host: string): Promise<{ readonly keyPem: string; readonly certPem: string }> },
  rules: Readonly<DmpRules>,
): Promise<ParametersServer> {
  const { keyPem, certPem } = await pki.server('localhost');
  let asked = 0;
  let mode: ParametersMode = 'good';
  const server = await serveHttps({
    key: keyPem,
    cert: certPem,
    clientCertificate: 'none',
    handler: ({ url, method }) => {
      asked += 1;
      const path = url.split('?')[0];
      if (method !== 'GET' || (path !== PATH && path !== MOVED)) return Promise.resolve({ status: 404, body: '' });
      return Promise.resolve(answer(mode, path === MOVED, rules));
    },
  });
  return {
    url: server.url + PATH,
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
    },
    get asked() {
      return asked;
    },
    close: () => server.close(),
  };
}

function answer(mode: ParametersMode, moved: boolean, rules: Readonly<DmpRules>): HttpAnswer {
  const xml = (body: string): HttpAnswer => ({ status: 200, headers: { 'content-type': 'application/xml; charset=utf-8' }, body });
  if (mode === 'loop' || (mode === 'moved' && !moved))
    return { status: 302, headers: { location: mode === 'loop' ? PATH : MOVED }, body: '' };
  switch (mode) {
    case 'html':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><html><body><p>Site en maintenance</p></body></html>',
      };
    case 'huge':
      return xml(`<parametres>${'<!-- -->'.repeat(HUGE / 8)}${fields({ ...rules, majority: 16 })}</parametres>`);
    case 'dtd':
      return xml(`<!DOCTYPE parametres [<!ENTITY age "16">]><parametres><parametre nom="age-majorite" valeur="&age;"/></parametres>`);
    case 'cut':
      return xml(`<parametres>${fields(rules).slice(0, -20)}`);
    case 'empty':
      return xml('');
    case 'error':
      return { status: 503, body: '' };
    default:
      return xml(`<?xml version="1.0" encoding="UTF-8"?>\n<parametres>${fields(rules)}</parametres>`);
  }
}

const fields = ({ minors, majority, cumul, reimbursementMonths }: Readonly<DmpRules>): string =>
  Object.entries({
    'fonctions-gestion-mineurs': minors,
    'age-majorite': majority,
    'cumul-invisible_patient-masque_ps': cumul,
    'hr-periode-max-mois': reimbursementMonths,
  })
    .map(([nom, valeur]) => `<parametre nom="${nom}" valeur="${String(valeur)}"/>`)
    .join('');
