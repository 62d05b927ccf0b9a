import type { Config } from './schema.ts';

/** A national service reached by HTTPS. */
export interface ServiceAddress {
  /** As the user reads it. */
  readonly name: string;
  /** JSON pointer of its entry. */
  readonly pointer: string;
  readonly url: string | null;
}

export function httpsServices({ insi, dmp, mss, psc }: Config): readonly ServiceAddress[] {
  return [
    { name: 'INSi', pointer: '/insi/url', url: insi.url },
    { name: 'DMP patients', pointer: '/dmp/patientsUrl', url: dmp.patientsUrl },
    { name: 'DMP (documents)', pointer: '/dmp/repositoryUrl', url: dmp.repositoryUrl },
    { name: 'DMP (recherche)', pointer: '/dmp/registryUrl', url: dmp.registryUrl },
    { name: 'DMP (autorisations)', pointer: '/dmp/habilitationsUrl', url: dmp.habilitationsUrl },
    { name: 'DMP (mes dossiers)', pointer: '/dmp/patientsSpecificUrl', url: dmp.patientsSpecificUrl },
    { name: 'DMP (recherche par traits)', pointer: '/dmp/patientsPdqUrl', url: dmp.patientsPdqUrl },
    { name: 'DMP (paramètres)', pointer: '/dmp/parametersUrl', url: dmp.parametersUrl },
    { name: 'MSSanté (domaines)', pointer: '/mss/whiteListUrl', url: mss.whiteListUrl },
    { name: 'Pro Santé Connect (proxy)', pointer: '/psc/proxyUrl', url: psc.proxyUrl },
  ];
}
