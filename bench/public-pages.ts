import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales, localePath, splitLocale } from '../src/core/i18n/index.ts';
import { needs, onTheWire } from '../tests/setup/public-pages/bytes.ts';
import { kindOf, publicPages } from '../tests/setup/public-pages/list.ts';
import type { Benchmark, Figure } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { startNginx } from './lib/nginx.ts';
import { wrkWithLatency } from './lib/wrk.ts';
import { freePort } from './start.ts';

const connections = 64;
const seconds = 1;
/** HTML and CSS of a page, compressed. */
const maxBytes = 60_000;

interface Sizes {
	raw: number;
	gzip: number;
	brotli: number;
}

async function sizesOf(url: string): Promise<Sizes> {
	// What is kept comes compressed; the first who asks has it made.
	await onTheWire(url, 'br');
	const [raw, gzip, brotli] = await Promise.all(['identity', 'gzip', 'br'].map((encoding) => onTheWire(url, encoding)));
	return { raw: raw?.body.length ?? 0, gzip: gzip?.body.length ?? 0, brotli: brotli?.body.length ?? 0 };
}

/** The styles, fonts and scripts that pages share, each once, with what they weigh. */
async function sharedParts(origin: string, html: string, page: string): Promise<Map<string, Sizes>> {
	const parts = new Map<string, Sizes>();
	const { styles, scripts } = needs(html);
	for (const address of [...styles, ...scripts]) {
		const url = new URL(address, origin + page);
		parts.set(url.pathname, await sizesOf(url.href));
		if (!url.pathname.endsWith('.css')) continue;
		const css = (await onTheWire(url.href, 'identity')).body.toString();
		for (const [, font] of css.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g)) {
			const address = new URL(font ?? '', url);
			parts.set(address.pathname, await sizesOf(address.href));
		}
	}
	return parts;
}

const middle = (values: readonly number[]) =>
	[...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

export const publicPagesBench: Benchmark = {
	name: 'public-pages',
	title: `Every public page in both languages, compressed, beside one nginx worker with the same bytes (wrk, ${connections} connections, ${seconds} s each)`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('public');
		const files = workFolder('nginx');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const port = await freePort();
		const origin = server.origin.replace('localhost', '127.0.0.1');
		let stopNginx: (() => Promise<void>) | undefined;
		try {
			const paths = (await publicPages(server.origin)).flatMap((path) =>
				locales.map((locale) => localePath(locale, path)),
			);
			for (const [place, path] of paths.entries()) {
				writeFileSync(join(files, `p${place}.html`), (await onTheWire(origin + path, 'identity')).body);
				const packed = await onTheWire(origin + path, 'gzip');
				if (packed.kept && packed.encoding !== 'gzip') throw new Error(`${path} comes uncompressed`);
				if (packed.encoding === 'gzip') writeFileSync(join(files, `p${place}.html.gz`), packed.body);
			}
			stopNginx = await startNginx(files, port);
			const parts = new Map<string, Sizes>();
			const figures: Figure[] = [];
			const kinds = new Set<string>();
			const ratios: number[] = [];
			const weights: number[] = [];
			for (const [place, path] of paths.entries()) {
				const html = (await onTheWire(origin + path, 'identity')).body.toString();
				for (const [name, sizes] of await sharedParts(origin, html, path)) parts.set(name, sizes);
				const { raw, gzip, brotli } = await sizesOf(origin + path);
				const styles = needs(html).styles.map((address) => new URL(address, origin + path).pathname);
				const weight = styles.reduce((sum, name) => sum + (parts.get(name)?.brotli ?? 0), brotli);
				const options = { seconds, connections, headers: ['accept-encoding: gzip'] };
				const own = await wrkWithLatency(origin + path, options);
				const details: Figure['details'] = { raw, gzip, brotli, 'with CSS': weight, p50: own.p50, p99: own.p99 };
				weights.push(weight);
				// To nginx pages of one kind are files of about one size: the first of each says it.
				const kind = splitLocale(path).locale + kindOf(splitLocale(path).path);
				if (!kinds.has(kind)) {
					kinds.add(kind);
					const peer = await wrkWithLatency(`http://127.0.0.1:${port}/p${place}`, options);
					ratios.push(own.perSecond / peer.perSecond);
					details.nginx = peer.perSecond;
				}
				figures.push({ what: path, unit: 'requests/s', value: own.perSecond, details });
				const beside = details.nginx === undefined ? '' : `, nginx ${Math.round(details.nginx)}`;
				say(`${path}: ${Math.round(own.perSecond)} a second${beside}; p99 ${own.p99} ms; ${weight} bytes`);
			}
			for (const [name, { raw, gzip, brotli }] of parts) {
				figures.push({ what: name.split('/').at(-1) ?? name, unit: 'bytes', value: raw, details: { gzip, brotli } });
			}
			const speeds = figures.filter(({ unit }) => unit === 'requests/s').map(({ value }) => value);
			return [
				{ what: 'pages', unit: '', value: paths.length },
				{ what: 'slowest page', unit: 'requests/s', value: Math.min(...speeds), details: { median: middle(speeds) } },
				{ what: 'Orrery : nginx, median of the pages', unit: '', value: middle(ratios), goal: { atLeast: 0.25 } },
				{
					what: 'heaviest page, HTML and CSS, brotli',
					unit: 'bytes',
					value: Math.max(...weights),
					goal: { atMost: maxBytes },
					details: { median: middle(weights) },
				},
				...figures,
			];
		} finally {
			await stopNginx?.();
			await server.stop();
			await removeFolder(folder);
			await removeFolder(files);
			await rehearsals.dispose();
		}
	},
};
