import { createHash } from 'node:crypto';
import { canonical } from '../merge.ts';
import type { RecordValue } from '../records.ts';

/**
 * What names the text of a record, whatever its place in its list: a form carries it, so that it is known which text its
 * writer has seen. A record that is not there has one too.
 */
export function recordDigest(value: RecordValue | null | undefined): string {
	const { position: _, ...text } = value ?? {};
	return createHash('sha256')
		.update(value ? (canonical(text) ?? '') : '')
		.digest('base64url')
		.slice(0, 22);
}
