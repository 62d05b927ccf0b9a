import { expect, it } from 'vitest';
import { tellAbout } from '../../../../electron/usecases/services/tell-about.ts';

it('Settings names the services that are configured, and who decided what', () => {
  expect(
    tellAbout({
      version: '0.1.0',
      platform: 'Chromium 156.0',
      profile: 'sandbox',
      trustFile: null,
      store: { keyProtection: 'file', path: '/d/store' },
      endpoints: [
        { name: 'INSi', pointer: '/insi/url', url: 'https://insi.invalid/' },
        { name: 'DMP', pointer: '/dmp/url', url: null },
      ],
      decidedBy: (pointer) => (pointer === '/insi/url' ? 'policy' : pointer === '/profile' ? 'user' : 'defaults'),
      isLocked: (pointer) => pointer === '/outbox/undoMs',
      notTaken: ['/dmp'],
    }),
  ).toEqual({
    version: '0.1.0',
    platform: 'Chromium 156.0',
    profile: 'sandbox',
    trustFile: null,
    decidedBy: { profile: 'user', trustFile: 'defaults' },
    undoFixed: true,
    notTaken: ['/dmp'],
    store: { encrypted: true, keyProtection: 'file', path: '/d/store' },
    endpoints: [{ name: 'INSi', url: 'https://insi.invalid/', decidedBy: 'policy' }],
  });
});
