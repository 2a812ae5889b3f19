import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const newline = 10;

export interface CopiedTable {
	rows: number;
	/** SHA-256 of the COPY text. */
	digest: string;
}

/** The statement that gives a table's rows out in the order of its key. */
export function copyOut(table: { name: string; columns: readonly string[]; order: string }): string {
	return `copy (select ${table.columns.join(', ')} from public.${table.name} order by ${table.order}) to stdout`;
}

/**
 * Reads a table as COPY text and hands it on in parts of about `partSize` bytes (whole rows are not kept together).
 * @returns its number of rows and the digest of its text
 */
export async function readTable(
	client: pg.ClientBase,
	table: { name: string; columns: readonly string[]; order: string },
	onPart: (text: Buffer) => Promise<void>,
	partSize = 4 * 1024 * 1024,
): Promise<CopiedTable> {
	const hash = createHash('sha256');
	let rows = 0;
	let held: Buffer[] = [];
	let heldBytes = 0;
	const hand = async () => {
		if (heldBytes === 0) return;
		const text = Buffer.concat(held);
		held = [];
		heldBytes = 0;
		await onPart(text);
	};
	for await (const piece of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>) {
		hash.update(piece);
		// In COPY text a line break within a value is written as \n: each byte 10 ends a row.
		for (let at = piece.indexOf(newline); at !== -1; at = piece.indexOf(newline, at + 1)) rows += 1;
		held.push(piece);
		heldBytes += piece.byteLength;
		if (heldBytes >= partSize) await hand();
	}
	await hand();
	return { rows, digest: hash.digest('hex') };
}
