import { Readable } from 'node:stream';
import { callsDoor } from '#app/calls-door.ts';
import { dayOf } from '#core/clock/index.ts';
import { exportZip } from '#modules/editions/server/index.ts';
import { openEditionDesk } from '../../../open-desk.ts';
import type { RequestHandler } from './$types';

/** The edition as it is published, as the bundle from which it can be imported again: one ZIP. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor } = event.locals;
	const { edition } = await openEditionDesk(event, 'edition.edit');
	const pieces = await exportZip(ctx, actor, edition.slug, { calls: callsDoor });
	const day = dayOf(ctx.clock.edition.now(), edition.zone);
	return new Response(Readable.toWeb(Readable.from(pieces)) as unknown as ReadableStream<Uint8Array>, {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${edition.slug}-${day}.zip"`,
			'cache-control': 'private, no-store',
		},
	});
};
