import { crc32, deflateSync } from 'node:zlib';

/**
 * A PNG of true colour, eight bits a channel.
 * @param {Buffer} rows for each row one empty byte and the colours, three bytes a pixel; it is changed
 */
export function png(width, height, rows) {
	const part = (type, data) => {
		const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const whole = Buffer.alloc(body.length + 8);
		whole.writeUInt32BE(data.length, 0);
		body.copy(whole, 4);
		whole.writeUInt32BE(crc32(body), body.length + 4);
		return whole;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	// Each row as the difference to the one above: far fewer bytes for a picture without edges.
	const stride = 1 + width * 3;
	for (let y = height - 1; y >= 0; y -= 1) {
		for (let i = stride - 1; i > 0; i -= 1) rows[y * stride + i] -= y > 0 ? rows[(y - 1) * stride + i] : 0;
		rows[y * stride] = 2;
	}
	return Buffer.concat([
		signature,
		part('IHDR', head),
		part('IDAT', deflateSync(rows, { level: 9 })),
		part('IEND', Buffer.alloc(0)),
	]);
}
