from .city import City, city_of
from .today import Today, today_of

__all__ = ["City", "Today", "city_of", "today_of"]
