/** Tags of a profile whose contents are words: what it is called, rights, maker, model, where it was looked at, who calibrated it. */
const words = new Set(['desc', 'cprt', 'dmnd', 'dmdd', 'vued', 'targ', 'mmod', 'dscm', 'meta']);

/**
 * A colour profile (ICC.1) whose words are blank: screens are named after their owners. The tags stay where they are, with
 * their types, so that every reader finds what it expects.
 * @returns undefined for what is no profile
 */
export function plainProfile(given: Uint8Array): Uint8Array | undefined {
	const bytes = Buffer.from(given);
	if (bytes.length < 132 || bytes.toString('latin1', 36, 40) !== 'acsp') return undefined;
	const tags = bytes.readUInt32BE(128);
	for (let tag = 0; tag < tags && 144 + tag * 12 <= bytes.length; tag += 1) {
		const at = 132 + tag * 12;
		const [offset, size] = [bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
		if (!words.has(bytes.toString('latin1', at, at + 4)) || offset + size > bytes.length) continue;
		blank(bytes.subarray(offset, offset + size));
	}
	// The profile's own id is a digest of all of it; none is allowed.
	bytes.fill(0, 84, 100);
	return bytes;
}

/** Blanks the characters of a tag and keeps its counts, which say where the next part begins. */
function blank(tag: Buffer): void {
	const type = tag.toString('latin1', 0, 4);
	// desc: a count at 8, then ASCII; further parts are empty in blank.
	if (type === 'desc' && tag.length >= 12) {
		const count = Math.min(tag.readUInt32BE(8), tag.length - 12);
		tag.fill(0x20, 12, 12 + Math.max(0, count - 1));
		tag.fill(0, 12 + count);
		return;
	}
	// mluc: records of twelve bytes, then UTF-16.
	if (type === 'mluc' && tag.length >= 16) {
		const from = Math.min(tag.length, 16 + tag.readUInt32BE(8) * 12);
		for (let at = from; at + 1 < tag.length; at += 2) tag.writeUInt16BE(0x20, at);
		return;
	}
	tag.fill(0, 8);
}
