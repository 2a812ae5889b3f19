import { notFound } from '#core/refusal/index.ts';
import { exportCall } from '#modules/calls/server/index.ts';
import { openDesk } from '../../../../open-desk.ts';
import { yamlFile } from '../../yaml-file.ts';
import { surroundingsOf } from '../../open-design.ts';
import type { RequestHandler } from './$types';

/** The call as it is published, as the file of a bundle. */
export const GET: RequestHandler = async (event) => {
	const { ctx, actor } = event.locals;
	const { calls, edition } = await openDesk(event, 'call.read');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	const { tracks, outside } = await surroundingsOf(ctx, edition?.id ?? null);
	return yamlFile(await exportCall(ctx, actor, { call: call.id, tracks: [...tracks, ...outside].map(({ id }) => id) }));
};
