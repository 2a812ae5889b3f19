import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
	/** The authority that has signed them: what clients are told to trust. */
	authority: string;
	certificate: string;
	key: string;
}

/** An authority made for this test alone, and a certificate of its for some names; openssl is what an operator would use. */
export function makeCertificates(folder: string, names: readonly string[]): Certificates {
	const path = (name: string) => join(folder, name);
	const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	const authority = ['-x509', '-days', '2', '-subj', '/CN=Authority of this test'];
	openssl('req', ...authority, ...key, '-keyout', path('authority.key'), '-out', path('authority.pem'));
	openssl('req', '-subj', `/CN=${names[0]}`, ...key, '-keyout', path('site.key'), '-out', path('site.csr'));
	writeFileSync(path('names.txt'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
	const signer = ['-CA', path('authority.pem'), '-CAkey', path('authority.key'), '-CAcreateserial'];
	const request = ['-req', '-in', path('site.csr'), '-days', '2', '-extfile', path('names.txt')];
	openssl('x509', ...request, ...signer, '-out', path('site.pem'));
	return { authority: path('authority.pem'), certificate: path('site.pem'), key: path('site.key') };
}
