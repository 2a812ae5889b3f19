import { notFound } from '#core/refusal/index.ts';
import { previewPdf } from '#modules/letters/server/index.ts';
import { openDesk } from '../../../../../../../open-desk.ts';
import { waitingLetter } from '../../../../../waiting-letter.ts';
import type { RequestHandler } from './$types';

/** One letter as it would be typeset now, marked as a preview by its reference. */
export const GET: RequestHandler = async (event) => {
	const { calls } = await openDesk(event, 'letter.send');
	const call = calls.find(({ slug }) => slug === event.params.call);
	if (!call) throw notFound();
	const pdf = await waitingLetter(previewPdf, event.locals, {
		callId: call.id,
		determination: event.params.determination,
	});
	return new Response(Buffer.from(pdf), {
		headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="preview.pdf"' },
	});
};
