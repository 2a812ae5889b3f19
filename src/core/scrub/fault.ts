/** Why there is no scrubbed copy of a file. */
export type ScrubFaultCode =
	/** It is encrypted: nobody can look into it, or take anything out. */
	| 'file-locked'
	/** It can't be read, or what came of it is not what it shows. */
	| 'file-broken'
	/** Nothing is known of what files of this type carry beside what they show. */
	| 'file-type'
	/** Larger than what is taken apart in memory. */
	| 'file-too-large';

/** A file that no blind reader is given. */
export class ScrubFault extends Error {
	override name = 'ScrubFault';
	readonly code: ScrubFaultCode;

	constructor(code: ScrubFaultCode, more = '') {
		super(more === '' ? code : `${code}: ${more}`);
		this.code = code;
	}
}
