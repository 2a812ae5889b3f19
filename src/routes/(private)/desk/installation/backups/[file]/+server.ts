import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { backupFolder } from '#app/upkeep/folder.ts';
import { backupOfName } from '#app/upkeep/view.ts';
import { demand } from '#core/access/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { RequestHandler } from './$types';

/** A backup for taking away. It holds everything there is, so the ledger remembers who took it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { ctx, actor } = locals;
	demand(ctx, actor, 'installation.operate', { within: {} });
	const name = backupOfName(params.file);
	const path = join(backupFolder(ctx.config), name ?? '');
	const size = name && statSync(path, { throwIfNoEntry: false })?.size;
	if (!name || size === undefined) throw notFound();
	await record(ctx, actor, {
		action: 'download-backup',
		subject: { type: 'installation', id: 'installation' },
		data: { file: name },
	});
	return new Response(Readable.toWeb(createReadStream(path)) as unknown as ReadableStream, {
		headers: {
			'content-type': 'application/x-tar',
			'content-length': String(size),
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
		},
	});
};
