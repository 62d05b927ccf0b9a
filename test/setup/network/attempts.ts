/** Where an attempt goes: `host` is `name:port`, `word` the attempt's own name. */
interface Target {
  readonly host: string;
  readonly word: string;
}

/** One way out of a page. It runs there: it must use nothing from outside itself. */
export type Attempt = (target: Target) => unknown;

const link: Attempt = ({ host, word }) => {
  const [rel = '', as = ''] = word.split(' ');
  const made = Object.assign(document.createElement('link'), { rel, href: `http://${host}/`, crossOrigin: 'anonymous' });
  if (as !== '') made.setAttribute('as', as);
  document.head.append(made);
};

const source: Attempt = ({ host, word }) => {
  const [tag = '', attribute = ''] = word.split(' ');
  const made = document.createElement(tag);
  made.setAttribute(attribute, `http://${host}/`);
  document.body.append(made);
};

const style: Attempt = ({ host, word }) => {
  const rules = {
    'style @import': `@import url(http://${host}/);`,
    'style url()': `body { background-image: url(http://${host}/) }`,
    'style @font-face': `@font-face { font-family: out; src: url(http://${host}/) } body { font-family: out }`,
  }[word];
  const sheet = new CSSStyleSheet();
  // A sheet made by script is under no policy; @import is not for those.
  if (word !== 'style @import') sheet.replaceSync(rules ?? '');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.head.append(Object.assign(document.createElement('style'), { textContent: rules }));
};

const rules: Attempt = ({ host, word }) => {
  const script = Object.assign(document.createElement('script'), { type: 'speculationrules' });
  script.textContent = JSON.stringify({
    [word.split(' ')[1] ?? '']: [{ source: 'list', urls: [`http://${host}/`], eagerness: 'immediate' }],
  });
  document.head.append(script);
};

/** By the page's own global, and by those of its frames, which are others. */
const rtc: Attempt = ({ host, word }) => {
  const [, scheme = '', , frame = ''] = word.split(' ');
  const inner = document.createElement('iframe');
  if (frame === 'srcdoc') inner.srcdoc = '<p></p>';
  const speak = (): void => {
    const { RTCPeerConnection: Peer } = (frame === '' ? window : inner.contentWindow) as unknown as typeof globalThis;
    const [turn, transport = ''] = scheme.split('?');
    const url = transport === '' ? `${turn}:${host}` : `${turn}:${host}?transport=${transport}`;
    const peer = new Peer({
      iceServers: [turn?.startsWith('stun') === true ? { urls: url } : { urls: url, username: 'a', credential: 'b' }],
    });
    peer.createDataChannel('out');
    void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  };
  if (frame === '') return speak();
  document.body.append(inner);
  if (frame === 'about:blank') return speak();
  inner.addEventListener('load', speak);
};

const worker: Attempt = ({ host, word }) => {
  const [kind, from] = word.split(' ');
  const text = `try { importScripts('http://${host}/') } catch {} fetch('http://${host}/').catch(() => undefined); new WebSocket('ws://${host}/')`;
  const url =
    from === 'blob'
      ? URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
      : from === 'data'
        ? `data:text/javascript,${encodeURIComponent(text)}`
        : `http://${host}/`;
  return kind === 'Worker' ? void new Worker(url) : void new SharedWorker(url);
};

/** The page stays where it is: they may run one after the other. */
export const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  fetch: ({ host }) => void fetch(`http://${host}/`).catch(() => undefined),
  'fetch no-cors': ({ host }) => void fetch(`http://${host}/`, { mode: 'no-cors' }).catch(() => undefined),
  'fetch keepalive': ({ host }) =>
    void fetch(`http://${host}/`, { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }).catch(() => undefined),
  'fetch https': ({ host }) => void fetch(`https://${host}/`).catch(() => undefined),
  fetchLater: ({ host }) => {
    const later = (window as unknown as { readonly fetchLater?: (url: string, options: object) => void }).fetchLater;
    later?.(`https://${host}/`, { activateAfter: 0 });
  },
  XMLHttpRequest: ({ host }) => {
    const request = new XMLHttpRequest();
    request.open('POST', `http://${host}/`);
    request.send('x');
  },
  WebSocket: ({ host }) => new WebSocket(`ws://${host}/`),
  WebSocketStream: ({ host }) => {
    const Stream = (
      window as unknown as {
        readonly WebSocketStream?: new (url: string) => { readonly opened: Promise<unknown>; readonly closed: Promise<unknown> };
      }
    ).WebSocketStream;
    if (Stream === undefined) return;
    const { opened, closed } = new Stream(`ws://${host}/`);
    for (const end of [opened, closed]) end.catch(() => undefined);
  },
  EventSource: ({ host }) => new EventSource(`http://${host}/`),
  sendBeacon: ({ host }) => navigator.sendBeacon(`http://${host}/`, 'x'),
  WebTransport: ({ host }) => {
    const { ready, closed } = new WebTransport(`https://${host}/`);
    for (const end of [ready, closed]) end.catch(() => undefined);
  },
  'RTCPeerConnection stun': rtc,
  'RTCPeerConnection turn?udp': rtc,
  'RTCPeerConnection turn?tcp': rtc,
  'RTCPeerConnection turns?tcp': rtc,
  'RTCPeerConnection stun in about:blank': rtc,
  'RTCPeerConnection turn?tcp in about:blank': rtc,
  'RTCPeerConnection stun in srcdoc': rtc,
  'RTCPeerConnection turn?tcp in srcdoc': rtc,
  'RTCPeerConnection candidate': async ({ host }) => {
    const [, name = '', port = ''] = /^(.+):(\d+)$/.exec(host) ?? [];
    const address = name === 'localhost' ? '127.0.0.1' : name.replaceAll(/[[\]]/g, '');
    const peer = new RTCPeerConnection();
    peer.createDataChannel('out');
    const offer = await peer.createOffer();
    await peer.setLocalDescription(offer);
    const sdp = (offer.sdp ?? '').replace('a=setup:actpass', 'a=setup:active').replaceAll(/a=candidate.*\r\n/g, '');
    await peer.setRemoteDescription({ type: 'answer', sdp });
    for (const transport of ['udp', 'tcp']) {
      const candidate = `candidate:1 1 ${transport} 2122260223 ${address} ${port} typ host${transport === 'tcp' ? ' tcptype passive' : ''}`;
      await peer.addIceCandidate({ candidate, sdpMLineIndex: 0 });
    }
  },
  preconnect: link,
  'dns-prefetch': link,
  prefetch: link,
  'prefetch document': link,
  'preload script': link,
  'preload fetch': link,
  'preload font': link,
  'preload image': link,
  modulepreload: link,
  prerender: link,
  stylesheet: link,
  icon: link,
  manifest: link,
  'speculation prefetch': rules,
  'speculation prerender': rules,
  'img src': source,
  'img srcset': source,
  'iframe src': source,
  'frame src': source,
  'script src': source,
  'video src': source,
  'video poster': source,
  'audio src': source,
  'track src': source,
  'embed src': source,
  'object data': source,
  'input src': ({ host }) =>
    document.body.append(Object.assign(document.createElement('input'), { type: 'image', src: `http://${host}/` })),
  'svg image': ({ host }) => {
    const namespace = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(namespace, 'svg');
    const image = document.createElementNS(namespace, 'image');
    image.setAttribute('href', `http://${host}/`);
    svg.append(image);
    document.body.append(svg);
  },
  'srcdoc of an iframe': ({ host }) =>
    document.body.append(
      Object.assign(document.createElement('iframe'), {
        srcdoc: `<img src="http://${host}/"><link rel="preconnect" href="http://${host}"><link rel="stylesheet" href="http://${host}/">`,
      }),
    ),
  'style @import': style,
  'style url()': style,
  'style @font-face': style,
  FontFace: ({ host }) => void new FontFace('out', `url(http://${host}/)`).load().catch(() => undefined),
  'import()': ({ host }) =>
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', textContent: `import('http://${host}/')` })),
  'Worker blob': worker,
  'Worker data': worker,
  'Worker url': worker,
  'SharedWorker blob': worker,
  'SharedWorker url': worker,
  audioWorklet: ({ host }) => void new AudioContext().audioWorklet.addModule(`http://${host}/`).catch(() => undefined),
  ServiceWorker: ({ host }) => void navigator.serviceWorker.register(`http://${host}/`).catch(() => undefined),
  'a ping': ({ host }) => {
    const anchor = Object.assign(document.createElement('a'), { href: '#here', ping: `http://${host}/` });
    document.body.append(anchor);
    anchor.click();
  },
  PaymentRequest: async ({ host }) => {
    await new PaymentRequest([{ supportedMethods: `https://${host}/` }], {
      total: { label: 'out', amount: { currency: 'EUR', value: '1' } },
    }).canMakePayment();
  },
  'credentials.get federated': ({ host }) => {
    const options = { identity: { providers: [{ configURL: `https://${host}/`, clientId: 'out' }] } };
    void navigator.credentials.get(options as CredentialRequestOptions).catch(() => undefined);
  },
  'credentials.get public key': ({ host }) =>
    void navigator.credentials
      .get({ publicKey: { challenge: new Uint8Array(16), rpId: host.replace(/:\d+$/, '') } })
      .catch(() => undefined),
  'window.open': ({ host }) => void window.open(`http://${host}/`),
  'window.open noopener': ({ host }) => void window.open(`http://${host}/`, '_blank', 'noopener'),
  'a target=_blank': ({ host }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `http://${host}/`, target: '_blank' });
    document.body.append(anchor);
    anchor.click();
  },
  'a download': ({ host }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `http://${host}/file`, download: 'file' });
    document.body.append(anchor);
    anchor.click();
  },
  'form target=_blank': ({ host }) => {
    const form = Object.assign(document.createElement('form'), { action: `http://${host}/`, method: 'post', target: '_blank' });
    document.body.append(form);
    form.submit();
  },
  'form in an iframe': ({ host }) => {
    document.body.append(Object.assign(document.createElement('iframe'), { name: 'inner' }));
    const form = Object.assign(document.createElement('form'), { action: `http://${host}/`, target: 'inner' });
    document.body.append(form);
    form.submit();
  },
};

/** The page may be gone afterwards: each has one of its own. */
export const DEPARTURES: Readonly<Record<string, Attempt>> = {
  'location =': ({ host }) => {
    window.location.href = `http://${host}/`;
  },
  'a href': ({ host }) => {
    const anchor = Object.assign(document.createElement('a'), { href: `http://${host}/` });
    document.body.append(anchor);
    anchor.click();
  },
  'form get': ({ host }) => {
    const form = Object.assign(document.createElement('form'), { action: `http://${host}/` });
    document.body.append(form);
    form.submit();
  },
  'form post': ({ host }) => {
    const form = Object.assign(document.createElement('form'), { action: `http://${host}/`, method: 'post' });
    document.body.append(form);
    form.submit();
  },
  'meta refresh': ({ host }) =>
    document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0; url=http://${host}/` })),
  'navigation.navigate': ({ host }) => {
    const { committed, finished } = window.navigation.navigate(`http://${host}/`);
    for (const end of [committed, finished]) end?.catch(() => undefined);
  },
};
