import type { Context } from '#core/context/index.ts';
import { qrSvg } from '#core/typesetting/index.ts';
import { picturesNamed } from '#modules/letters/server/index.ts';
import type { CertificateContent } from '../certificate.ts';
import { certificateWords } from '../ui/certificate-words.ts';

const template = 'src/modules/fulfilments/templates/certificate.typ';

/** The certificate as PDF/A. Its bytes depend on what it says only, so that one set again after a crash has its digest. */
export async function renderCertificate(
	ctx: Pick<Context, 'typesetter' | 'files'>,
	certificate: CertificateContent,
): Promise<Uint8Array> {
	const names = [certificate.seal, certificate.logo, ...certificate.en.signatories.map(({ image }) => image)];
	const pictures = await picturesNamed(ctx, new Set(names.filter((name) => name !== undefined)));
	return ctx.typesetter.pdf({
		template,
		data: { certificate, words: certificateWords },
		files: { ...pictures, 'code.svg': qrSvg(certificate.verifyUrl) },
	});
}
