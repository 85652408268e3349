"""Opening the confirmation report of an outgoing fax that has ended."""

from faxviewer.domain.fax import Fax, Shape
from faxviewer.domain.ports import DocumentDraft
from faxviewer.presenters.answer import is_incoming
from faxviewer.presenters.opening import Opening


class ReportPresenter(Opening):
    """What *Open confirmation report* does; its view is an OpeningView."""

    @staticmethod
    def why_not(fax: Fax) -> str:
        """Why there is no confirmation report for `fax`; empty where there may be one."""
        if is_incoming(fax):
            return "Confirmation reports are for faxes that were sent; this one came in."
        if fax.shape is Shape.OUTBOX or not fax.has_ended:
            return "There is a confirmation report once the fax has ended."
        return ""

    async def _fetch(self, user: str, fax_id: str, draft: DocumentDraft) -> None:
        await self._faxes.report(user, fax_id, draft, self._view.show_progress)
