import { z } from 'zod';
import { personOf } from '#core/access/index.ts';
import { downloadHeaders, openGrant } from '#core/files/index.ts';
import { readForm } from '#core/multipart/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import type { FileAnswer } from '#modules/calls/answers.ts';
import { fieldById } from '#modules/calls/form.ts';
import {
	addressOfDraftFile,
	addressOfFile,
	attachFile,
	detachFile,
	draftForWriter,
} from '#modules/calls/server/index.ts';
import { type Call, endpoint } from '../endpoint.ts';
import { ApiProblem } from '../problem.ts';
import { idParam } from '../schemas/common.ts';
import * as schemas from '../schemas/editions.ts';

const fieldParams = z.object({ draft: idParam, field: z.string().min(1).max(80) });

/** The bytes behind a grant, to whom it was given. */
async function download({ ctx, actor }: Pick<Call<unknown, unknown, unknown>, 'ctx' | 'actor'>, grant: string) {
	const opened = await openGrant(ctx, grant, personOf(actor));
	return new Response(opened.stream, { headers: downloadHeaders(opened) });
}

export const fileEndpoints = [
	endpoint({
		id: 'uploadFile',
		method: 'PUT',
		path: '/drafts/{draft}/files/{field}',
		tag: 'drafts',
		summary: 'Make a file the answer to a field',
		description: 'A form with one file under the name `file`. Its type is told by its content, not by its name.',
		needs: ['application.write'],
		params: fieldParams,
		body: 'file',
		refuses: [409, 413],
		answers: { 200: { schema: schemas.fileAnswer, means: 'The answer, and the revision of the draft.' } },
		async run({ ctx, actor, params, request }) {
			if (!/^\s*multipart\/form-data\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
				throw new ApiProblem(415, 'unsupported-media-type', { params: { accepted: 'multipart/form-data' } });
			}
			const draft = await draftForWriter(ctx, actor, params);
			const field = fieldById(draft.form, params.field);
			if (field?.kind !== 'file') throw notFound();
			const rule = { maxBytes: field.maxBytes, accept: field.types };
			const maxBodyBytes = field.maxBytes + 64 * 1024;
			const form = await readForm(request, { files: { file: rule }, maxBodyBytes, store: ctx.files });
			const file = form.files.file;
			if (form.problems.length > 0) throw invalid(form.problems);
			if (!file || form.fields.length > 0) throw new ApiProblem(400, 'file-missing');
			return { body: await attachFile(ctx, actor, { draft: params.draft, field: field.id, file }) };
		},
	}),
	endpoint({
		id: 'readDraftFile',
		method: 'GET',
		path: '/drafts/{draft}/files/{field}',
		tag: 'drafts',
		summary: 'The file of a field of a draft',
		needs: ['application.write'],
		params: fieldParams,
		answers: { 200: { schema: 'file', means: 'The bytes.' } },
		async run({ ctx, actor, params }) {
			const draft = await draftForWriter(ctx, actor, params);
			const field = fieldById(draft.form, params.field);
			const answer = field?.kind === 'file' ? (draft.answers[field.id] as FileAnswer | undefined) : undefined;
			if (!answer) throw notFound();
			return download({ ctx, actor }, await addressOfDraftFile(ctx, actor, { draft: draft.id, file: answer.file }));
		},
	}),
	endpoint({
		id: 'removeDraftFile',
		method: 'DELETE',
		path: '/drafts/{draft}/files/{field}',
		tag: 'drafts',
		summary: 'Take the file of a field out of a draft',
		needs: ['application.write'],
		params: fieldParams,
		answers: { 204: { schema: 'empty', means: 'The field is empty.' } },
		async run({ ctx, actor, params }) {
			const draft = await draftForWriter(ctx, actor, params);
			if (fieldById(draft.form, params.field)?.kind !== 'file') throw notFound();
			await detachFile(ctx, actor, params);
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'readFile',
		method: 'GET',
		path: '/applications/{application}/files/{file}',
		tag: 'applications',
		summary: 'A file of an application, for its applicant or the desk',
		needs: ['application.read-own', 'application.read'],
		params: z.object({ application: idParam, file: idParam }),
		answers: { 200: { schema: 'file', means: 'The bytes.' } },
		async run({ ctx, actor, params }) {
			return download({ ctx, actor }, await addressOfFile(ctx, actor, params));
		},
	}),
];
