import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Benchmark, type Figure, bestOf } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { wrk } from './lib/wrk.ts';
import { freePort } from './start.ts';

/** The bytes of a page as they go over the wire, not decoded. */
export function wireBytes(url: string, encoding: string): Promise<{ body: Buffer; encoding: string }> {
	return new Promise((resolve, reject) => {
		get(url, { headers: { 'accept-encoding': encoding } }, (response) => {
			const pieces: Buffer[] = [];
			response.on('data', (piece: Buffer) => pieces.push(piece));
			response.on('end', () =>
				resolve({ body: Buffer.concat(pieces), encoding: String(response.headers['content-encoding'] ?? 'identity') }),
			);
		}).on('error', reject);
	});
}

/** One nginx worker that serves two files: the page, and the page as our server compressed it. */
async function startNginx(folder: string, port: number): Promise<() => Promise<void>> {
	chmodSync(folder, 0o755);
	const configuration = `
		daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
		events { worker_connections 1024; }
		http {
			access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type "text/html; charset=utf-8";
			client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
			uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
			open_file_cache max=100 inactive=60s; open_file_cache_valid 60s; etag on;
			server { listen 127.0.0.1:${port}; root ${folder}; gzip_static on; gzip_vary on;
				location / { try_files /page.html =404; add_header cache-control "public, max-age=60"; } }
		}`;
	writeFileSync(join(folder, 'nginx.conf'), configuration);
	const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
		stdio: 'inherit',
	});
	let failed: Error | undefined;
	child.on('error', (error) => {
		failed = error;
	});
	for (let waited = 0; ; waited += 20) {
		if (failed || child.exitCode !== null) throw new Error(`nginx did not start: ${failed?.message ?? child.exitCode}`);
		if ((await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok) break;
		if (waited > 5000) throw new Error('nginx does not answer');
		await sleep(20);
	}
	return () =>
		new Promise((resolve) => {
			child.once('exit', () => resolve());
			child.kill('SIGTERM');
		});
}

export const homePage: Benchmark = {
	name: 'home-page',
	title: 'Home page from the cache, beside one nginx worker that serves the same bytes (wrk, 64 connections)',
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('home');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const files = workFolder('nginx');
		const port = await freePort();
		let stopNginx: (() => Promise<void>) | undefined;
		try {
			const url = `${server.origin.replace('localhost', '127.0.0.1')}/`;
			await fetch(url);
			const plain = await wireBytes(url, 'identity');
			const packed = await wireBytes(url, 'gzip');
			writeFileSync(join(files, 'page.html'), plain.body);
			writeFileSync(join(files, 'page.html.gz'), packed.encoding === 'gzip' ? packed.body : gzipSync(plain.body));
			stopNginx = await startNginx(files, port);
			const peer = `http://127.0.0.1:${port}/`;
			const figures: Figure[] = [];
			for (const encoding of ['identity', 'gzip']) {
				const [ours, theirs] = [await wireBytes(url, encoding), await wireBytes(peer, encoding)];
				if (!ours.body.equals(theirs.body)) throw new Error(`nginx and Orrery serve different bytes (${encoding})`);
				const headers = [`accept-encoding: ${encoding}`];
				const what = encoding === 'identity' ? 'uncompressed' : 'compressed';
				const measured: number[] = [];
				for (const [name, address] of [
					['nginx, one worker', peer],
					['Orrery', url],
				] as const) {
					const best = await bestOf('most', () => wrk(address, { seconds: 4, connections: 64, headers }));
					say(`${name}, ${what} (${ours.body.length} bytes): ${Math.round(best.value)} a second`);
					figures.push({ what: `${name}, ${what}, ${ours.body.length} bytes`, unit: 'requests/s', ...best });
					measured.push(best.value);
				}
				const [nginx = 0, orrery = 0] = measured;
				figures.push({ what: `Orrery : nginx, ${what}`, unit: '', value: orrery / nginx, goal: { atLeast: 0.25 } });
			}
			return figures;
		} finally {
			await stopNginx?.();
			await server.stop();
			await removeFolder(folder);
			await removeFolder(files);
			await rehearsals.dispose();
		}
	},
};
