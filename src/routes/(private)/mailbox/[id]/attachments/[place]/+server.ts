import { downloadHeaders } from '#core/files/index.ts';
import { mailboxAttachment } from '#core/mail/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!/^\d{1,3}$/.test(params.place)) throw notFound();
	const { attachment, file } = await mailboxAttachment(locals.ctx, locals.actor, params.id, Number(params.place));
	const { name, mediaType } = attachment;
	return new Response(file.stream, {
		headers: downloadHeaders({ name, mediaType, bytes: file.bytes }, { inline: true }),
	});
};
