// WordPress's protocol for frames: it shows them in a sandbox, at 200 pixels, appends a secret to
// their address, and gives them the height they say with that secret (wp-includes/js/wp-embed.js).
import { openedSecret } from "../page/link/link";

export class WordPress {
  private secret = openedSecret();
  private readonly post: (message: object) => void;

  constructor(post: (message: object) => void) {
    this.post = post;
  }

  /** Says the height; nothing where no secret is known. */
  say(height: number): void {
    const { secret } = this;
    if (secret && height > 0) this.post({ message: "height", value: height, secret });
  }

  /** Whether a message of the host asks for the height. */
  asks(data: unknown): boolean {
    if (typeof data !== "object" || data === null) return false;
    const { message, secret } = data as { message?: unknown; secret?: unknown };
    if (message !== "ready" || typeof secret !== "string") return false;
    if (!/^[A-Za-z0-9]{1,64}$/.test(secret)) return false;
    this.secret ??= secret;
    return this.secret === secret;
  }
}
