import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalFileStore, readFileBytes } from '#core/files/index.ts';
import { type FormRules, readForm } from '#core/multipart/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { maxAssetBytes } from '#modules/editions/server/index.ts';
import { type TypedPicture, typedPicture } from './picture-form.ts';

/** The fields of a form and its one picture. */
export interface FormWithPicture {
	form: FormData;
	file: { bytes: Buffer; name: string } | undefined;
	/** What was wrong with the upload itself. */
	problems: Problem[];
}

/**
 * Reads a form that may bring a picture. As it was given it lies in a folder of its own for as long as this takes and never
 * in the store: what a camera wrote into it must not be kept anywhere. One that is too large leaves the rest of the form whole.
 * @param name of the field of the picture
 * @throws Refusal `too-large`, `invalid`
 */
export async function readFormWithPicture(
	request: Request,
	name: string,
	limits: Pick<FormRules, 'maxFieldBytes' | 'maxFields'> = {},
): Promise<FormWithPicture> {
	return readIntoFolder(request, name, {
		files: { [name]: { maxBytes: maxAssetBytes.image } },
		// A picture of any weight that the server reads at all is read past, so that the rest of the form is whole.
		maxBodyBytes: 240_000_000,
		...limits,
	});
}

/** What anybody may send who has no session: what somebody typed whose session ended. A file beside it is read past. */
const withoutSession = {
	maxBodyBytes: 240_000_000,
	maxTextBytes: 8_000_000,
	maxFields: 3000,
	maxFieldBytes: 1_000_000,
};

/**
 * Reads the fields of a form that somebody sent without a session. A picture is read past and not kept.
 * @throws Refusal `too-large`, `invalid`
 */
export async function readFormWithoutSession(request: Request, name: string): Promise<FormWithPicture> {
	const read = await readIntoFolder(request, name, withoutSession);
	return { ...read, problems: read.problems.filter(({ path }) => path !== name) };
}

async function readIntoFolder(
	request: Request,
	name: string,
	rules: Omit<FormRules, 'store'>,
): Promise<FormWithPicture> {
	const folder = await mkdtemp(join(tmpdir(), 'orrery-picture-'));
	try {
		const store = createLocalFileStore(folder);
		const { fields, files, problems } = await readForm(request, { ...rules, store });
		const form = new FormData();
		for (const [field, text] of fields) form.append(field, text);
		const given = files[name];
		const file = given && { name: given.name, bytes: Buffer.from(await readFileBytes(store, given.digest)) };
		return { form, file, problems };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Reads the form of a picture that is there. @throws Refusal as `readFormWithPicture` */
export async function readPicture(request: Request): Promise<FormWithPicture & { picture: TypedPicture }> {
	const read = await readFormWithPicture(request, 'file');
	return { ...read, picture: typedPicture((field) => String(read.form.get(field) ?? '')) };
}
