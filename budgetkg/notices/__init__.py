"""What a store knows of one notice: who prints it how, under which titles, what it funds, and which
other numbers it may have been misprinted for. Only told: nothing here makes two numbers one."""

from budgetkg.notices.dossier import Dossier, Mention, Title, dossier
from budgetkg.notices.named import Named, named_documents
from budgetkg.notices.near import Near, near_numbers

__all__ = ["Dossier", "Mention", "Named", "Near", "Title", "dossier", "named_documents", "near_numbers"]
