import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../../src/core/paths/index.ts';
import type { Certificates } from './certificates.ts';
import { type Program, freePort, runProgram } from './program.ts';

export interface Proxy {
	/** `https://name:port`. */
	origin: string;
	port: number;
	plainPort: number;
	program: Program;
}

/**
 * What stands in deploy/nginx.conf with other names, ports and folders. Every change must find its place, so that the file
 * can't drift away from what is tried.
 */
function adapted(text: string, changes: readonly (readonly [string, string])[]): string {
	return changes.reduce((now, [from, to]) => {
		if (!now.includes(from)) throw new Error(`deploy/nginx.conf has no ${from} any more: change this test with it`);
		return now.replaceAll(from, to);
	}, text);
}

/** nginx with the configuration that operators are given, in front of a port of this machine. */
export async function startNginx(folder: string, name: string, upstream: number, own: Certificates): Promise<Proxy> {
	const [port, plainPort] = [await freePort(), await freePort()];
	for (const part of ['', 'cache', 'temporary', 'challenges']) mkdirSync(join(folder, part), { recursive: true });
	const site = adapted(readFileSync(inProject('deploy', 'nginx.conf'), 'utf8'), [
		['/var/cache/nginx/orrery', join(folder, 'cache')],
		['/var/www/html', join(folder, 'challenges')],
		['/etc/letsencrypt/live/symposium.example/fullchain.pem', own.certificate],
		['/etc/letsencrypt/live/symposium.example/privkey.pem', own.key],
		['server_name symposium.example', `server_name ${name}`],
		['127.0.0.1:8080', `127.0.0.1:${upstream}`],
		['listen 443 ssl http2', `listen 127.0.0.1:${port} ssl http2`],
		['	listen [::]:443 ssl http2;\n', ''],
		['listen 80', `listen 127.0.0.1:${plainPort}`],
		['	listen [::]:80;\n', ''],
	]);
	writeFileSync(join(folder, 'site.conf'), site);
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`)
		.join('\n');
	const frame = `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 256; }
http {
include /etc/nginx/mime.types;
access_log off;
${temporary}
include ${folder}/site.conf;
}
`;
	writeFileSync(join(folder, 'nginx.conf'), frame);
	const words = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
	const program = await runProgram('/usr/sbin/nginx', words, port);
	return { origin: `https://${name}:${port}`, port, plainPort, program };
}
