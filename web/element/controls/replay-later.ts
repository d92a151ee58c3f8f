// Stands in for what is said of replays, which is fetched with the first link that has one.
import { nothing, type TemplateResult } from "lit";
import type { View } from "../panel/panel";
import { loadMore } from "../text/strings";
import type { Replay } from "./replay";

export class ReplayLater {
  private replay: Replay | null = null;

  look(view: View, byItself: boolean): void {
    if (view.state.extras.at && !this.replay) void this.fetch(view);
    this.replay?.look(view, byItself);
  }

  render(view: View): TemplateResult | typeof nothing {
    return this.replay?.render(view) ?? nothing;
  }

  private async fetch(view: View): Promise<void> {
    const [{ Replay }] = await Promise.all([import("./replay"), loadMore()]);
    this.replay ??= new Replay();
    view.refresh();
  }
}
