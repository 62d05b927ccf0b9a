import type { HttpAnswer } from '../common/https.ts';
import type { PendingLogin } from './issuer.ts';

/** The professional's phone (application e-CPS): shows the two digits, accepts or refuses. */
export async function phonePage(
  request: { readonly method: string; readonly url: string },
  pending: () => readonly PendingLogin[],
  done: (login: PendingLogin) => void,
): Promise<HttpAnswer> {
  const { pathname } = new URL(request.url, 'http://phone');
  const [, answer, id] = /^\/(accept|refuse)\/([\w-]+)$/.exec(pathname) ?? [];
  if (request.method === 'POST' && answer !== undefined) {
    const login = pending().find((one) => one.id === id);
    if (login !== undefined) {
      done(login);
      await (answer === 'accept' ? login.accept() : login.refuse());
    }
    return { status: 303, headers: { location: '/' }, body: '' };
  }
  if (request.method !== 'GET' || pathname !== '/') return { status: 404, body: '' };
  const requests = pending().map(
    (login) => `<article>
  <p>${escape(login.user.displayName)} demande à se connecter à Poste Santé.</p>
  <p class="digits">${escape(login.digits)}</p>
  <p>Ce nombre est-il affiché sur votre poste ?</p>
  <form method="post" action="/accept/${login.id}"><button>Oui, c’est moi</button></form>
  <form method="post" action="/refuse/${login.id}"><button>Non, refuser</button></form>
</article>`,
  );
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    },
    body: `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>e-CPS (bac à sable)</title>
<style>body{font:16px sans-serif;max-width:22rem;margin:2rem auto;padding:0 1rem}.digits{font-size:4rem;text-align:center;margin:0}article{border:1px solid #999;border-radius:8px;padding:1rem;margin-bottom:1rem}button{width:100%;padding:.75rem;margin-top:.5rem;font:inherit}</style>
</head><body><h1>e-CPS</h1>${requests.length === 0 ? '<p>Aucune demande de connexion.</p>' : requests.join('\n')}</body></html>`,
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
