import { get } from 'node:http';

export interface OnTheWire {
	status: number;
	body: Buffer;
	/** `identity` when it came as it is. */
	encoding: string;
	type: string;
	/** Whether it may be kept by anybody, and so is kept compressed by us. */
	kept: boolean;
}

/** An answer as it goes over the wire, not decoded. */
export function onTheWire(url: string, encoding: string): Promise<OnTheWire> {
	return new Promise((resolve, reject) => {
		get(url, { headers: { 'accept-encoding': encoding } }, (response) => {
			const pieces: Buffer[] = [];
			const { headers, statusCode = 0 } = response;
			response.on('data', (piece: Buffer) => pieces.push(piece));
			response.on('end', () =>
				resolve({
					status: statusCode,
					body: Buffer.concat(pieces),
					encoding: String(headers['content-encoding'] ?? 'identity'),
					type: String(headers['content-type'] ?? ''),
					kept: /^public\b/.test(headers['cache-control'] ?? ''),
				}),
			);
			response.on('error', reject);
		}).on('error', reject);
	});
}

/** What a page asks for besides itself and its pictures, by kind, as paths. Pure. */
export function needs(html: string): { styles: string[]; scripts: string[]; fonts: string[] } {
	const tags = html.match(/<(?:link|script)\b[^>]*>/g) ?? [];
	const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1];
	const found = { styles: new Set<string>(), scripts: new Set<string>(), fonts: new Set<string>() };
	for (const tag of tags) {
		const href = attribute(tag, 'href');
		const src = attribute(tag, 'src');
		if (src) found.scripts.add(src);
		if (href && attribute(tag, 'rel') === 'stylesheet') found.styles.add(href);
		if (href && attribute(tag, 'as') === 'font') found.fonts.add(href);
	}
	return { styles: [...found.styles], scripts: [...found.scripts], fonts: [...found.fonts] };
}
