import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTheWire } from '../tests/setup/public-pages/bytes.ts';
import { type Benchmark, type Figure, bestOf } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { startNginx } from './lib/nginx.ts';
import { wrk } from './lib/wrk.ts';
import { freePort } from './start.ts';

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
			const plain = await onTheWire(url, 'identity');
			const packed = await onTheWire(url, 'gzip');
			writeFileSync(join(files, 'page.html'), plain.body);
			writeFileSync(join(files, 'page.html.gz'), packed.encoding === 'gzip' ? packed.body : gzipSync(plain.body));
			stopNginx = await startNginx(files, port);
			const peer = `http://127.0.0.1:${port}/page`;
			const figures: Figure[] = [];
			for (const encoding of ['identity', 'gzip']) {
				const [ours, theirs] = [await onTheWire(url, encoding), await onTheWire(peer, encoding)];
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
