/** Why a file is not taken as a picture or document; the sentence comes from the catalogue of whoever asked. */
export type FileFaultCode =
	| 'file-empty'
	| 'file-type'
	| 'file-broken'
	| 'file-too-large'
	| 'picture-too-many-pixels'
	| 'picture-animated'
	| 'svg-broken'
	| 'svg-element'
	| 'svg-reference'
	| 'svg-too-large'
	| 'svg-without-size';

/** A file that cannot be taken as it is. */
export class PictureFault extends Error {
	override name = 'PictureFault';
	readonly code: FileFaultCode;
	readonly params: Record<string, string | number>;

	constructor(code: FileFaultCode, params: Record<string, string | number> = {}) {
		super(`${code} ${JSON.stringify(params)}`);
		this.code = code;
		this.params = params;
	}
}
