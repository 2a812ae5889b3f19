/** One object of a listing. */
export interface ListedObject {
	/** Whole key, the place's prefix included. */
	key: string;
	bytes: number;
	/** Epoch milliseconds; whole seconds with most stores. */
	modified: number;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
	return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
		if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
		if (decimal) return String.fromCodePoint(Number(decimal));
		return entities[name] ?? whole;
	});
}

/** The text of the first element of a name, or undefined. The answers of S3 are flat and small enough for this. */
export function elementText(xml: string, name: string): string | undefined {
	const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml);
	return found?.[1] === undefined ? undefined : decode(found[1]);
}

function elements(xml: string, name: string): string[] {
	return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}

/** A page of ListObjectsV2. @throws Error when it is no listing */
export function parseListing(xml: string): { objects: ListedObject[]; next: string | undefined } {
	if (!/<ListBucketResult[\s>]/.test(xml)) throw new Error('the store did not answer with a listing');
	const objects = elements(xml, 'Contents').map((one) => ({
		key: elementText(one, 'Key') ?? '',
		bytes: Number(elementText(one, 'Size')),
		modified: Date.parse(elementText(one, 'LastModified') ?? ''),
	}));
	const more = elementText(xml, 'IsTruncated') === 'true';
	return { objects, next: more ? elementText(xml, 'NextContinuationToken') : undefined };
}

/** Uploads in parts that were begun and not completed. */
export function parseUploads(xml: string): { key: string; id: string; begun: number }[] {
	return elements(xml, 'Upload').map((one) => ({
		key: elementText(one, 'Key') ?? '',
		id: elementText(one, 'UploadId') ?? '',
		begun: Date.parse(elementText(one, 'Initiated') ?? ''),
	}));
}

/** The code and words of an error, from its XML; a store may also answer a request that it began to do (200) with one. */
export function parseFault(xml: string): { code: string; message: string } | undefined {
	if (!/<Error[\s>]/.test(xml)) return undefined;
	return { code: elementText(xml, 'Code') ?? '', message: elementText(xml, 'Message') ?? '' };
}
